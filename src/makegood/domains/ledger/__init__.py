"""The books: every movement of money in double entry, never changed, always in balance (C18)."""
