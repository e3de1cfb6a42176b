"""What the company does about questions: one act in each file."""
