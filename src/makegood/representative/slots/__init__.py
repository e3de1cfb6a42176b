"""Find what a customer's words mean among the customer's own records."""
