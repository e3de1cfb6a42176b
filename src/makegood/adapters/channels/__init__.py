"""The ways by which what we write reaches people, one folder for each."""
