"""The ways in for people and programs, each generated from the registry."""
