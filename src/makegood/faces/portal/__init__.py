"""The portal: where customers find help, and the chat that a company puts on its own pages."""
