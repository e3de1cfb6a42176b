"""Makegood does the whole job of a customer service representative."""

__version__ = "0.1.0"
