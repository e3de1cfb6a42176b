"""Payments and refunds: what customers paid, by which means, and what goes back (C14, C17)."""
