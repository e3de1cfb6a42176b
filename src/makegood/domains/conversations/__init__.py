"""Conversations: what customers and the company say to each other, and who is answering."""
