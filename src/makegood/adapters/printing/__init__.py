"""What turns a letter into a printed page."""
