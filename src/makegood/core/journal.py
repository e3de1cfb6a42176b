"""Keep the record of every attempt, each row chained to the one before it (AC08.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet
from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.canonical import Spelled, canonical, digest, fingerprint
from makegood.core.clock import now
from makegood.core.inserting import insert
from makegood.core.models import JournalHead, JournalRow, JournalSubject
from makegood.core.outcome import Outcome, Status
from makegood.core.reading import asked_often
from makegood.handbook import book

_CHAINED = (
    "seq", "at", "act", "parent", "actor", "role", "channel", "party", "conversation", "operation",
    "status", "code", "clauses", "fingerprint", "handbook", "key", "ask_hash", "payload_hash",
    "previous_hash",
)  # fmt: skip
_NUMBERED = re.compile(r"[A-Z]{1,3}-[0-9]{1,18}(/[0-9]{1,6})?")

_BEHIND_ALL = 2**62
_HEAD = asked_often(lambda: JournalHead.objects.filter(pk=1))
_ALL = asked_often(lambda before: JournalRow.objects.filter(seq__lt=before).order_by("-seq"))
_OF_RECORDS = asked_often(
    lambda refs, before: JournalRow.objects.filter(
        seq__in=JournalSubject.objects.filter(ref__in=refs).values("row_id"), seq__lt=before
    ).order_by("-seq")
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One attempt before it gets its place in the chain."""

    act: str
    parent: str
    actor: Actor
    operation: str
    status: str
    code: str
    ask: JsonValue
    ask_hash: str
    key: str | None
    outcome: Outcome | None
    note: str = ""
    noted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What `verify` found: how many rows prove themselves, and the first that does not."""

    rows: int
    erased: int
    broken_at: int | None
    reason: str

    @property
    def is_intact(self) -> bool:
        """Whether the whole chain proves itself."""
        return self.broken_at is None


def append(drafts: Sequence[Draft]) -> int:
    """Add attempts to the end of the chain, in order; answer with the first one's place."""
    last, previous = _locked_end()
    common = {"at": now(), "handbook": book().version}
    rows, subjects = [], []
    for seq, draft in enumerate(drafts, last + 1):
        row = common | _row(draft) | {"seq": seq, "previous_hash": previous}
        row["hash"] = previous = _hash(row)
        rows.append(row)
        subjects += [{"row_id": seq, "ref": ref} for ref in _subjects(draft)]
    insert(JournalRow, *rows)
    insert(JournalSubject, *subjects)
    with connection.cursor() as cursor:
        sql = "UPDATE core_journalhead SET seq = %s, hash = %s WHERE id = 1"
        cursor.execute(sql, (last + len(rows), previous))
    return last + 1


def earlier_answer(actor: Actor, key: str) -> JournalRow | None:
    """The row of the act that this actor already asked for under this key."""
    with connection.cursor() as cursor:  # nearly always there is none: spare building a query
        known = "SELECT seq FROM core_journalrow WHERE actor = %s AND key = %s"
        found = cursor.execute(known, [actor.name, key]).fetchone()
    return JournalRow.objects.get(pk=found[0]) if found else None


def verify(newest_rows: int | None = None) -> Finding:
    """Walk the chain from its beginning and find the first row that does not prove itself.

    Acts may go on meanwhile: the end is read after the last row and so is never behind it. With
    `newest_rows` only so many at the end are walked, trusting the one before them.
    """
    last = JournalRow.objects.aggregate(last=Max("seq"))["last"] or 0
    head = JournalHead.objects.filter(pk=1).first() or JournalHead()
    place = 0 if newest_rows is None else max(0, head.seq - newest_rows)
    before = JournalRow.objects.filter(seq=place).values_list("hash", flat=True).first()
    previous, start, erased = before or "", place, 0
    walked = JournalRow.objects.filter(seq__gt=place, seq__lte=head.seq).order_by("seq")
    for row in walked.iterator(2000):
        place += 1
        if row.payload is None:
            erased += 1
        reason = _fault(row, place, previous)
        if reason:
            return Finding(place - start, erased, place, reason)
        previous = row.hash
    rows = place - start
    if head.seq != place or head.hash != previous:
        return Finding(rows, erased, place + 1, "rows are missing at the end")
    if last > head.seq:
        return Finding(rows, erased, head.seq + 1, "rows stand behind the end of the chain")
    return Finding(rows, erased, None, "")


def history(
    refs: Collection[str] = (), *, before: int | None = None, limit: int = 20
) -> list[JournalRow]:
    """The attempts with any of these records, or all there were, newest first.

    `before` is the place of the last one seen, so that the next page begins after it.
    """
    end = _BEHIND_ALL if before is None else before
    return _OF_RECORDS.at_most(limit, refs, end) if refs else _ALL.at_most(limit, end)


def row_at(place: int) -> JournalRow | None:
    """The row at a place of the chain; None when the chain is not that long."""
    return JournalRow.objects.filter(seq=place).first()


def headlines(
    ref: str, limit: int, *, only: Sequence[str] = (), but: Collection[str] = ()
) -> list[JournalRow]:
    """The history of one record without what each row says, newest first.

    `only` are the domains whose acts are wanted, `but` the acts that are not.
    """
    return _headlines(tuple(only), frozenset(but)).at_most(limit, ref)


@cache
def _headlines(only: tuple[str, ...], but: frozenset[str]) -> asked_often[[str], JournalRow]:
    acts = ~Q(operation__in=but)
    if only:
        acts &= reduce(or_, (Q(operation__startswith=f"{domain}.") for domain in only))
    return asked_often(
        lambda ref: (
            JournalRow.objects.filter(acts, subjects__ref=ref)
            .defer("payload")
            .order_by("-subjects__row")
        )
    )


def acts_about(ref: str, limit: int) -> QuerySet[JournalSubject, str]:
    """The newest acts in the history of one record, to be looked up as part of a question."""
    found = JournalSubject.objects.filter(ref=ref).order_by("-row")
    return found.values_list("row__act", flat=True)[:limit]


def ended_so(ref: str, operation: str, status: Status, since: datetime) -> int:
    """How many attempts at an act that are about this ended in a way since a moment."""
    found = JournalRow.objects.filter(
        subjects__ref=ref, operation=operation, status=status, at__gte=since
    )
    return found.count()


def cause_of(act: str) -> JournalRow | None:
    """The row of the act that an act was part of; None when it was asked for by itself."""
    parent = JournalRow.objects.filter(act=act).exclude(parent="").values("parent")
    return JournalRow.objects.filter(act__in=parent).first()


def place() -> int:
    """The place of the newest row: one cheap look tells whether anything happened."""
    return _HEAD()[0].seq


def touched(refs: Sequence[str], after: int) -> set[str]:
    """Which of these records have rows after a place in the journal."""
    found = JournalSubject.objects.filter(row__seq__gt=after, ref__in=refs)
    return set(found.values_list("ref", flat=True))


def plain(row: JournalRow) -> dict[str, JsonValue]:
    """A row as a face shows it."""
    kept = {name: getattr(row, name) for name in _CHAINED if name != "at"}
    return {**kept, "at": row.at.isoformat(), "payload": row.payload, "hash": row.hash}


def _locked_end() -> tuple[int, str]:
    end = "SELECT seq, hash FROM core_journalhead WHERE id = 1"
    if connection.features.has_select_for_update:
        end += " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(end)
        seq, last_hash = cursor.fetchone()
    return seq, last_hash


def _fault(row: JournalRow, place: int, previous: str) -> str:
    if row.seq != place:
        return "a row is missing before it"
    if row.previous_hash != previous:
        return "it does not follow the row before it"
    if row.payload is not None and fingerprint(row.payload) != row.payload_hash:
        return "what it says was changed"
    if _hash({name: getattr(row, name) for name in _CHAINED}) != row.hash:
        return "it was changed"
    return ""


def _row(draft: Draft) -> dict[str, Any]:
    payload = _payload(draft)
    actor, outcome = draft.actor, draft.outcome
    return {
        "act": draft.act,
        "parent": draft.parent,
        "actor": actor.name,
        "role": actor.role,
        "channel": str(actor.channel),
        "party": actor.party or "",
        "conversation": actor.conversation or "",
        "operation": draft.operation,
        "status": draft.status,
        "code": draft.code,
        "clauses": list(outcome.clauses) if outcome else [],
        "fingerprint": (outcome.fingerprint or "") if outcome else "",
        "key": draft.key,
        "ask_hash": draft.ask_hash,
        "payload": payload,
        "payload_hash": digest(payload.encode()),
    }


def _payload(draft: Draft) -> Spelled:
    """What the row says, with each number as either engine gives it back."""
    payload: dict[str, Any] = {"ask": draft.ask, "level": int(draft.actor.level)}
    if draft.outcome is not None:
        payload["outcome"] = draft.outcome.model_dump(mode="json")
        payload["explanation"] = draft.outcome.explanation("en")
    if draft.note:
        payload["note"] = draft.note
    spelled = canonical(payload)
    whole: list[float] = []

    def number(text: str) -> int | float:
        """A whole number is kept as one: PostgreSQL would spell 1e+22 and -0.0 otherwise."""
        found = float(text)
        if not found.is_integer():
            return found
        whole.append(found)
        return int(found)

    kept = json.loads(spelled, parse_float=number)
    return canonical(kept) if whole else spelled


def _hash(row: Mapping[str, Any]) -> str:
    values = {name: row[name] for name in _CHAINED}
    return fingerprint(values | {"at": row["at"].isoformat()})


def _subjects(draft: Draft) -> Iterator[str]:
    found = [*(draft.outcome.records if draft.outcome else ()), *draft.noted]
    found += [number for number in _strings(draft.ask) if _NUMBERED.fullmatch(number)]
    if draft.actor.party:
        found.append(draft.actor.party)
    yield from dict.fromkeys(ref.rpartition(":")[2] for ref in found)


def _strings(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
