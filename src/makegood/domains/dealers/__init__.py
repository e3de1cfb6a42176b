"""Dealers: who sells and repairs for us, and their claims for repairs under our warranty."""
