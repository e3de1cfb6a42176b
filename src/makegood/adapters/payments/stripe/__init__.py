"""Money moved by Stripe, for companies that have an account there."""
