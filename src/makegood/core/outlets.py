"""Tell for each way out of the house what last went through, what waits, and what gave up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from pydantic import JsonValue

from makegood.core.effects import kinds
from makegood.core.models import Effect

NEWEST = 2000
"""What went through is looked for among so many of the newest, so that looking costs little."""
_WAITING = Q(delivered_at=None, dead_at=None)
_GAVE_UP = Q(dead_at__isnull=False)


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
    newest = Effect.objects.order_by("-pk").values("pk")[:NEWEST]
    through = dict(
        Effect.objects.filter(pk__in=newest).values_list("kind").annotate(Max("delivered_at"))
    )
    waiting, given_up = _count(_WAITING), _count(_GAVE_UP)
    found = (
        Outlet(kind, through.get(kind), waiting.get(kind, 0), given_up.get(kind, 0),
               _reason(kind) if kind in waiting or kind in given_up else "")
        for kind in {*kinds(), *through, *waiting, *given_up}
    )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.given_up, not one.reason, one.kind)))


def receipts(keys: Iterable[str]) -> tuple[Mapping[str, JsonValue], ...]:
    """What came back of what went out under these keys; nothing of what still waits."""
    rows = Effect.objects.filter(key__in=tuple(keys)).exclude(delivered_at=None)
    return tuple(one for one in rows.values_list("receipt", flat=True) if one)


def keys_under(beginning: str, most: int) -> tuple[str, ...]:
    """The newest keys that begin so, of what goes or went out."""
    rows = Effect.objects.filter(key__gte=beginning, key__lt=f"{beginning}\uffff")
    return tuple(rows.order_by("-pk").values_list("key", flat=True)[:most])


def _count(which: Q) -> dict[str, int]:
    return dict(Effect.objects.filter(which).values_list("kind").annotate(Count("pk")))


def _reason(kind: str) -> str:
    for which, order in ((_GAVE_UP, "-dead_at"), (_WAITING, "next_try_at")):
        told = Effect.objects.filter(which, kind=kind).exclude(last_error="").order_by(order)
        if reason := told.values_list("last_error", flat=True).first():
            return reason
    return ""
