"""Measure what DESIGN section 9 asks for, with the machine's own limits beside it."""
