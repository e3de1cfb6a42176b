"""The acts around orders, each in its file."""
