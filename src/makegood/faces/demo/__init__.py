"""The demo's own pages: every message that left the house, and a clock that can be moved."""
