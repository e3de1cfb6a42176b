"""Keep an eye on what was promised: somebody hears of it before it is late (C39)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.models import Effect, Promise
from makegood.core.statements import Statement
from makegood.core.transactions import write
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that is still to be kept."""

    kind: str
    subject: str
    party: str
    owner: str
    text: str
    due_at: datetime
    is_late: bool


def open_promises(subject: str | None = None, party: str | None = None) -> list[OpenPromise]:
    """The promises not kept yet, the next due first; of one record or one party if named."""
    found = Promise.objects.filter(kept_at=None, released_at=None, renewed_at=None)
    if subject is not None:
        found = found.filter(subject=subject)
    if party is not None:
        found = found.filter(party=party)
    now = clock.now()
    return [
        OpenPromise(
            kind=row.kind,
            subject=row.subject,
            party=row.party,
            owner=row.owner,
            text=Statement.model_validate(row.statement).text("en"),
            due_at=row.due_at,
            is_late=row.due_at <= now,
        )
        for row in found.order_by("due_at")
    ]


def next_due() -> datetime | None:
    """When the next promise needs somebody's attention."""
    open_ones = Promise.objects.filter(kept_at=None, released_at=None, renewed_at=None)
    moments = [_warning_time(row) for row in open_ones.filter(warned_at=None)[:500]]
    moments += [row.due_at for row in open_ones.filter(broken_at=None)[:500]]
    return min(moments, default=None)


def watch() -> bool:
    """Warn the owner of a promise that nears its time, or note that it is broken."""
    now = clock.now()
    open_ones = Promise.objects.filter(kept_at=None, released_at=None, renewed_at=None)
    for row in open_ones.filter(warned_at=None).order_by("due_at")[:500]:
        if _warning_time(row) <= now:
            return _tell_owner(row, "warned_at", "promise_nears", now)
    for row in open_ones.filter(broken_at=None, due_at__lte=now).order_by("due_at")[:1]:
        return _tell_owner(row, "broken_at", "promise_broken", now)
    return False


def _warning_time(row: Promise) -> datetime:
    """After four fifths of the time, so that something can still be done."""
    return row.made_at + (row.due_at - row.made_at) * 4 / 5


def _tell_owner(row: Promise, column: str, notice: str, now: datetime) -> bool:
    told: Mapping[str, JsonValue] = {
        "to": book().company.contact["supervisors"],
        "notice": notice,
        "subject": f"{notice.replace('_', ' ').capitalize()}: {row.subject}",
        "body": f"{Statement.model_validate(row.statement).text('en')}\n"
        f"Owner: {row.owner}. Due: {clock.local(row.due_at):%Y-%m-%d %H:%M}.",
    }
    with write():
        same = Promise.objects.filter(pk=row.pk, **{column: None, "kept_at": None})
        if same.update(**{column: now}):
            Effect.objects.create(
                key=f"{notice}:{row.pk}", kind="mail", payload=dict(told), act=row.act,
                queued_at=now, next_try_at=now,
            )  # fmt: skip
    return True
