"""The business: a stack of parts in which the upper know the lower, never the reverse."""
