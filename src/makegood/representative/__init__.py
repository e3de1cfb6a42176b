"""The automated representative: it reads, asks, does and tells, through the same operations as staff."""
