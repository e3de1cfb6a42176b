"""Count how often somebody asks for one kind of thing, over all processes of the company."""

from __future__ import annotations

import logging
import math
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError, connection

from makegood.core import clock
from makegood.core.models import Tally
from makegood.core.sealed import blind_index
from makegood.core.transactions import write

log = logging.getLogger(__name__)
_SHARES = 10
"""How many times a process tells the others of its count before the most is reached."""
_MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class _Count:
    ends: float
    told: int = 0
    untold: int = 0


class Tallies:
    """What this process counted, and what it knows of the others.

    A small figure holds exactly. A large one is told to the others a tenth at a time, so that
    each further process may let in a tenth more, and most requests cost no write. Source: ADR 10.
    """

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}
        self._one_at_a_time = threading.Lock()

    def seconds_to_wait(self, kind: str, who: str, most: int, span_seconds: int) -> int:
        """Count one more; 0 lets it in, else when the span ends in which there were too many.

        `who` is kept only as a keyed mark. A database that is away lets in what this process
        alone would let in.
        """
        now = clock.now().timestamp()
        ends = (now // span_seconds + 1) * span_seconds
        bucket = f"{kind}/{blind_index(who, 'tally')[:32]}/{ends:.0f}"
        with self._one_at_a_time:
            count = self._counts.get(bucket) or self._begin(bucket, ends, now)
            if count.told + count.untold >= most:
                return max(1, math.ceil(ends - now))
            count.untold += 1
            if count.untold * _SHARES < most:
                return 0
            told, count.untold = count.untold, 0
            count.told += told
        return self._tell(bucket, count, told, most, now)

    def forget(self) -> None:
        """Begin to count anew, as a test does."""
        self._counts.clear()

    def _tell(self, bucket: str, count: _Count, told: int, most: int, now: float) -> int:
        """Tell the others, and hear of them; whoever made it too many waits."""
        try:
            together = _add(bucket, told, count.ends, now)
        except DatabaseError:
            log.exception("what was asked could not be counted for all processes")
            return 0
        with self._one_at_a_time:
            count.told = max(count.told, together)
        return math.ceil(count.ends - now) if together > most else 0

    def _begin(self, bucket: str, ends: float, now: float) -> _Count:
        if len(self._counts) >= _MOST_REMEMBERED:
            kept = {name: one for name, one in self._counts.items() if one.ends > now}
            self._counts = kept if len(kept) < _MOST_REMEMBERED else {}
        return self._counts.setdefault(bucket, _Count(ends))


def _add(bucket: str, times: int, ends: float, now: float) -> int:
    """Add to what all processes counted, and answer with it; what is over is forgotten."""
    with write(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_tally (bucket, times, ends_at) VALUES (%s, %s, %s)"
            " ON CONFLICT (bucket) DO UPDATE SET times = core_tally.times + excluded.times"
            " RETURNING times",
            [bucket, times, connection.ops.adapt_datetimefield_value(_moment(ends))],
        )
        together = int(cursor.fetchone()[0])
        if together == times:
            Tally.objects.filter(ends_at__lt=_moment(now)).delete()
    return together


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


tallies = Tallies()
