"""Let the simulated carrier go wrong on purpose, once for each fault that is waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import StrEnum


class Fault(StrEnum):
    """What can go wrong with a carrier.

    Slow, it did nothing yet; refusing, it never will. Timed out or asked twice, the label is made
    and we never hear so; late, it is made when asked for again. A wrong answer names no parcel.
    """

    DELAY = "delay"
    FAIL = "fail"
    TIMEOUT = "timeout"
    TWICE = "twice"
    LATE = "late"
    WRONG = "wrong"
    LOST = "lost"


_waiting: deque[Fault] = deque()


def next_faults(faults: Iterable[Fault]) -> None:
    """Let the next things asked of the carrier go wrong like this, one after the other."""
    _waiting.clear()
    _waiting.extend(faults)


def next_fault() -> Fault | None:
    """The fault of what is asked now; None when it goes well."""
    return _waiting.popleft() if _waiting else None
