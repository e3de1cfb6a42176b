"""Mail, text and post without a network: what was sent can be read as its receiver would."""
