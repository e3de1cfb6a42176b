"""What the company does about its customers' own records: one act in each file."""
