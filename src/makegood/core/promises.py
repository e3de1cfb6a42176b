"""Keep an eye on what was promised: somebody hears of it before it is late (C39)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.models import Effect, Promise
from makegood.core.reading import asked_often
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


def open_promises(
    subject: str | None = None,
    party: str | None = None,
    language: str = "en",
    among: Collection[str] | None = None,
) -> list[OpenPromise]:
    """The promises not kept yet, the next due first.

    Of one record, of one party, or of the records `among` these, if named.
    """
    if among is not None:
        found = _AMONG(among)
    elif subject is not None:
        found = _AMONG((subject,))
    else:
        found = _ALL() if party is None else _OF_PARTY(party)
    now = clock.now()
    return [
        OpenPromise(
            kind=row.kind,
            subject=row.subject,
            party=row.party,
            owner=row.owner,
            text=Statement.read(row.statement).text(language),
            due_at=row.due_at,
            is_late=row.due_at <= now,
        )
        for row in found
        if subject in (None, row.subject) and party in (None, row.party)
    ]


def warning_time(made_at: datetime, due_at: datetime) -> datetime:
    """After four fifths of the time, so that something can still be done."""
    return made_at + (due_at - made_at) * 4 / 5


def next_due() -> datetime | None:
    """When the next promise needs somebody's attention."""
    first = _open().exclude(next_look_at=None).order_by("next_look_at").first()
    return first.next_look_at if first else None


def watch() -> bool:
    """Warn the owner of a promise that nears its time, or note that it is broken."""
    now = clock.now()
    row = _open().filter(next_look_at__lte=now).order_by("next_look_at", "pk").first()
    if row is None:
        return False
    if row.warned_at is None:
        _tell_owner(row, "promise_nears", {"warned_at": now, "next_look_at": row.due_at})
    else:
        _tell_owner(row, "promise_broken", {"broken_at": now, "next_look_at": None})
    return True


def _open() -> QuerySet[Promise]:
    return Promise.objects.filter(kept_at=None, released_at=None, renewed_at=None)


_ALL = asked_often(lambda: _open().order_by("due_at"))
_AMONG = asked_often(lambda subjects: _open().filter(subject__in=subjects).order_by("due_at"))
_OF_PARTY = asked_often(lambda party: _open().filter(party=party).order_by("due_at"))


def _tell_owner(row: Promise, notice: str, noted: Mapping[str, datetime | None]) -> None:
    told: Mapping[str, JsonValue] = {
        "to": book().company.supervisor_mail,
        "notice": notice,
        "subject": f"{notice.replace('_', ' ').capitalize()}: {row.subject}",
        "body": f"{Statement.read(row.statement).text('en')}\n"
        f"Owner: {row.owner}. Due: {clock.local(row.due_at):%Y-%m-%d %H:%M}.",
    }
    now = clock.now()
    with write():
        if _open().filter(pk=row.pk, next_look_at=row.next_look_at).update(**noted):
            Effect.objects.create(
                key=f"{notice}:{row.pk}", kind="mail", payload=dict(told), act=row.act,
                queued_at=now, next_try_at=now,
            )  # fmt: skip
