"""Settings and wiring: may know everything, and nobody knows it."""
