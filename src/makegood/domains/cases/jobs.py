"""What comes round in cases: what is too old is erased, what records lack is found."""

from __future__ import annotations

from datetime import time

from makegood.core.jobs import timer

timer("cases.erase_expired", every="day", at=time(3))
timer("cases.meet_estates", every="hour")
timer("cases.find_defects", every="day", at=time(21))
