"""The text of PDFs, read by Poppler where it is installed."""
