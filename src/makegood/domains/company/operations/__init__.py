"""What the company does about its own people and their decisions: one act in each file."""
