"""How the handbook is read, checked and kept in force."""
