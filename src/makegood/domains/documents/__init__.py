"""Documents: what the company sent and received on paper or as a file, each kept once."""
