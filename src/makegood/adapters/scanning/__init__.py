"""Look into files for what would do harm."""
