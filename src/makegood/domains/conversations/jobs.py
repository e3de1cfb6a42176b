"""What comes round in conversations: those nobody goes on with end, old mail goes."""

from __future__ import annotations

from makegood.core.jobs import timer

timer("conversations.close_idle", every="hour")
timer("conversations.drop_raw_mail", every="day")
