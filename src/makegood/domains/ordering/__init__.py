"""Orders: what customers bought, what is on its way to them, and what arrived."""
