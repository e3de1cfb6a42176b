"""The world outside, one folder for each thing, each behind the port that the house names."""
