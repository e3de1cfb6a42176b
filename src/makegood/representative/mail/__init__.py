"""Mail as it really comes: read, judged whether it is to be answered, and answered once."""
