"""After the sale: what comes back, what is found, and the money that goes back for it."""
