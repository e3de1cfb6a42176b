"""Tell for each way out of the house what last went through, what waits, and what gave up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from makegood.core.effects import kinds
from makegood.core.models import Effect

NEWEST = 2000
"""What went through is looked for among so many of the newest, so that looking costs little."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One way out, such as mail or the payment provider.

    `last_through` is None when nothing of it is among the newest; `reason` is what the last that
    gave up, or else the one that waits longest, was told.
    """

    kind: str
    last_through: datetime | None
    waiting: int
    given_up: int
    reason: str


def outlets() -> tuple[Outlet, ...]:
    """Every way out that the company has or once had, those in need first, then by name."""
    through: dict[str, datetime] = {}
    newest = Effect.objects.order_by("-pk").values_list("kind", "delivered_at")[:NEWEST]
    for kind, at in newest:
        if at and (kind not in through or at > through[kind]):
            through[kind] = at
    waiting = _with_errors(delivered_at=None, dead_at=None)
    given_up = _with_errors(dead_at__isnull=False)
    reasons = dict(reversed([(kind, why) for kind, why in (*given_up, *waiting) if why]))
    wait, gave_up = (Counter(kind for kind, _ in rows) for rows in (waiting, given_up))
    found = (
        Outlet(kind, through.get(kind), wait[kind], gave_up[kind], reasons.get(kind, ""))
        for kind in {*kinds(), *through, *wait, *gave_up}
    )
    return tuple(sorted(found, key=lambda one: (not one.given_up, not one.reason, one.kind)))


def receipts(keys: Iterable[str]) -> tuple[Mapping[str, JsonValue], ...]:
    """What came back of what went out under these keys; nothing of what still waits."""
    rows = Effect.objects.filter(key__in=tuple(keys)).exclude(delivered_at=None)
    return tuple(one for one in rows.values_list("receipt", flat=True) if one)


def _with_errors(**which: object) -> list[tuple[str, str]]:
    rows: Iterable[tuple[str, str]] = Effect.objects.filter(**which).order_by(
        "-dead_at", "next_try_at"
    ).values_list("kind", "last_error")  # fmt: skip
    return list(rows)
