"""Carry a conversation from what was understood to what is done and said, step by step."""
