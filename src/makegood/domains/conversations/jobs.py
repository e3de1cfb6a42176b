"""What comes round in conversations: those that nobody goes on with are ended."""

from __future__ import annotations

from makegood.core.jobs import timer

timer("conversations.close_idle", every="hour")
