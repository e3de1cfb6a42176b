"""Answer questions from what the company has written down, and from nothing else."""
