"""The desk: where people of the company serve customers, through the same operations as all."""
