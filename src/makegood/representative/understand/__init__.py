"""Read a customer's message into typed commands, with what is known and how sure we are."""
