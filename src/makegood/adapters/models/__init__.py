"""Language models that may read messages in place of the embedded reading."""
