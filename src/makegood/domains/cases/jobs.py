"""What comes round in cases: what is older than it is to be kept is erased, a little each day."""

from __future__ import annotations

from datetime import time

from makegood.core.jobs import timer

timer("cases.erase_expired", every="day", at=time(3))
