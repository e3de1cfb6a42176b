"""A payment provider that is not there: moves no money, keeps its own books, can go wrong."""
