"""What may be done to the books by themselves; business events are posted by their own acts."""
