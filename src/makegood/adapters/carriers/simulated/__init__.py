"""A carrier that is not there: makes labels, follows parcels, and can go wrong when told to."""
