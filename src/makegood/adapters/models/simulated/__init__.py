"""A language model that goes wrong on purpose, behind the port of the real ones."""
