"""Tell each attempt at an act as people tell it: who, for whom, what, by which rule, what came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from pydantic import JsonValue

from makegood.core import journal
from makegood.core.models import JournalRow
from makegood.core.outcome import NotFound
from makegood.domains.parties.queries import names_of
from makegood.faces.desk import naming, people, reading
from makegood.faces.desk.arithmetic import Sum, stored_figures, sum_from
from makegood.faces.desk.cards import address_of
from makegood.faces.desk.reading import Told
from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _

PAGE = 20
_LONGEST = 19
_ENDINGS: Mapping[str, tuple[str, str]] = {
    "done": ("good", _("Done")),
    "scheduled": ("good", _("Will be done later")),
    "pending_approval": ("attention", _("Waits for somebody's yes")),
    "needs_info": ("attention", _("One more fact was needed")),
    "refused": ("wrong", _("Refused")),
    "invalid": ("wrong", _("Could not be taken like that")),
    "broken": ("wrong", _("Our fault; nothing was saved")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the explanation and what it rests on: a clause with its title, or a record."""

    text: str
    source: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One row of the journal as it is read.

    `reasons` are those sentences of `said` that decided it; the others came of it.
    """

    place: int
    at: datetime
    act: str
    who: str
    party: str
    name: str
    channel: str
    look: str
    ending: str
    asked: tuple[tuple[str, Told], ...]
    said: tuple[Said, ...]
    reasons: tuple[Said, ...]
    clauses: tuple[tuple[str, str], ...]
    sum: Sum | None
    came: tuple[tuple[str, Told], ...]
    is_told: bool
    records: tuple[tuple[str, str], ...]
    is_part: bool
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some attempts, and the addresses of the page of older ones and of the newest; or empty."""

    rows: tuple[Attempt, ...]
    older: str
    newest: str


def page_of(refs: Sequence[str], before: str, address: str, **asked: str) -> Page:
    """A page of the attempts with any of these records, or with all, newest first."""
    place = int(before) if before.isdecimal() and len(before) < _LONGEST else None
    found = journal.history(refs, before=place, limit=PAGE + 1)
    rows = attempts(found[:PAGE])
    kept = {name: value for name, value in asked.items() if value}
    older = kept | {"before": str(found[PAGE - 1].seq)} if len(found) > PAGE else {}
    newest = f"{address}?{urlencode(kept)}".rstrip("?") if place is not None else ""
    return Page(rows, f"{address}?{urlencode(older)}#journal" if older else "", newest)


def stored(place: str) -> str:
    """The row at a place as it is stored, for who wants to see it. Raises NotFound."""
    row = journal.row_at(int(place)) if place.isdecimal() and len(place) < _LONGEST else None
    if row is None:
        raise NotFound("journal", place)
    return json.dumps(journal.plain(row), indent=2, ensure_ascii=False)


def attempts(rows: Iterable[JournalRow]) -> tuple[Attempt, ...]:
    """Rows of the journal as they are read, with the names of whom they were for."""
    found = list(rows)
    names = names_of({row.party for row in found if row.party})
    return tuple(_attempt(row, names.get(row.party, row.party)) for row in found)


def _attempt(row: JournalRow, name: str) -> Attempt:
    payload = row.payload if isinstance(row.payload, Mapping) else {}
    outcome = _table(payload, "outcome")
    look, ending = _ENDINGS.get(row.status, ("attention", words(row.status)))
    if _table(outcome, "result").get("accepted") is False:
        look, ending = "wrong", _("Not accepted")
    why = f", {words(row.code).lower()}" if row.code and row.code != row.status else ""
    said = tuple(_said(one) for one in _sequence(payload, "explanation"))
    records = [str(one).rpartition(":")[2] for one in _sequence(outcome, "records")]
    return Attempt(
        place=row.seq,
        at=row.at,
        act=naming.act(row.operation),
        who=people.person(row.actor),
        party=row.party,
        name=name,
        channel=naming.channel(row.channel),
        look=look,
        ending=f"{ending}{why}",
        asked=reading.facts(payload.get("ask")),
        said=said,
        reasons=said[: len(_sequence(outcome, "statements"))],
        clauses=tuple(naming.clause(str(version)) for version in row.clauses),
        sum=sum_from(stored_figures(row.payload)),
        came=reading.facts(outcome.get("result")),
        is_told=any(":notice:" in str(one) for one in _sequence(outcome, "notifications")),
        records=tuple((one, address_of(one)) for one in dict.fromkeys(records)),
        is_part=bool(row.parent),
        is_erased=row.payload is None,
    )


def _said(one: JsonValue) -> Said:
    pair = one if isinstance(one, Mapping) else {}
    source = str(pair.get("because", ""))
    if "@" in source:
        number, title = naming.clause(source)
        return Said(str(pair.get("say", "")), number, title, "")
    number = naming.source(source)
    return Said(str(pair.get("say", "")), number, "", address_of(number))


def _table(payload: Mapping[str, JsonValue], name: str) -> Mapping[str, JsonValue]:
    found = payload.get(name)
    return found if isinstance(found, Mapping) else {}


def _sequence(payload: Mapping[str, JsonValue], name: str) -> Sequence[JsonValue]:
    found = payload.get(name)
    return found if isinstance(found, list) else ()
