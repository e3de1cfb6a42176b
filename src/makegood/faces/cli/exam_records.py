"""See what is kept about a customer, fact by fact, so that any change of it can be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from makegood.domains.cases.queries import record_of
from makegood.handbook import book

Facts = Mapping[str, str]
_OF_THE_TALK = ("conversations.", "letters.", "questions.", "looks.", "person.proofs.")
"""What every conversation leaves behind, whatever it is about."""


def facts_kept_about(party: str) -> Facts:
    """Each fact kept about a party by its place: "returns.RMA-2001.state" is "label_sent"."""
    found = dict(_flat(record_of(party), ""))
    return {place: fact for place, fact in found.items() if not place.startswith(_OF_THE_TALK)}


def everybody(party: str) -> tuple[str, ...]:
    """Those who had bought something before, and this party."""
    return tuple(sorted({one.party for one in book().people.orders} | {party}))


def changed(before: Facts, after: Facts) -> Iterator[str]:
    """The places where something is other than before, new or gone."""
    for place in sorted(before.keys() | after.keys()):
        if before.get(place) != after.get(place):
            yield place


def _flat(value: JsonValue, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for nth, part in enumerate(value):
            yield from _flat(part, f"{place}.{_number(part) or nth}")
    elif value not in (None, ""):
        yield place, _spelled(value)


def _number(record: JsonValue) -> str:
    """What a record is called: its own number, or that of what it is about."""
    if not isinstance(record, dict):
        return ""
    if isinstance(record.get("number"), str):
        return str(record["number"])
    return next((name for part in record.values() if (name := _number(part))), "")


def _spelled(value: JsonValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
