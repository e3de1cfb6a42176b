"""What every part of the company's work is made of, and no business of its own."""
