"""The catalogue: what the company sells, in its own and in its customers' words."""
