"""Let the demo live on its own day: its clock stands where the demo was left, and can be moved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from makegood.core import clock, worker
from makegood.core.models import DemoClock, JournalRow
from makegood.core.transactions import write

_KEEP_SECONDS = 1.0
_MACHINE = clock.RealTime()


class DemoTime:
    """A clock that ticks on from the moment kept in the database, the same in each process."""

    def __init__(self) -> None:
        self._read_at = float("-inf")
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The demo's present moment, aware, in UTC."""
        if time.monotonic() - self._read_at > _KEEP_SECONDS:
            row = DemoClock.objects.get(pk=1)
            self._ahead = row.demo_at - row.real_at
            self._read_at = time.monotonic()
        return _MACHINE.now() + self._ahead

    def forget(self) -> None:
        """Read the database again at the next question."""
        self._read_at = float("-inf")


demo_time = DemoTime()


def set_to(moment: datetime) -> None:
    """Move the demo's clock to a moment, and let it tick on from there."""
    with write():
        DemoClock.objects.update_or_create(
            pk=1, defaults={"demo_at": moment, "real_at": _MACHINE.now()}
        )
    demo_time.forget()


def resume() -> None:
    """Let the clock tick on from where the demo was left, however long ago that was."""
    left_at = DemoClock.objects.get(pk=1).demo_at
    last = JournalRow.objects.order_by("-seq").first()
    set_to(max(left_at, last.at) if last else left_at)


def advance_to(target: datetime) -> Iterator[datetime]:
    """Move the clock to a later moment, stopping at each thing that falls due on the way.

    Yields each moment at which something was worked off. ValueError for an earlier moment.
    """
    if target < clock.now():
        raise ValueError("the clock goes forward only")
    worker.work_off()
    while (due := worker.next_due()) is not None and due <= target:
        set_to(max(due, clock.now()))
        if worker.work_off():
            yield due
        elif worker.next_due() == due:  # whoever holds it is not to be waited for
            break
    if target > clock.now():
        set_to(target)
        worker.work_off()
