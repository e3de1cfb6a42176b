"""The automated representative: understands, carries the dialogue, runs operations, replies."""
