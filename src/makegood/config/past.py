"""Live through what happened before: acts of the past, each done once, at its own moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Outcome
from makegood.core.runner import run

SEEDER = Actor.system("system:seed")


class SeedRefused(Exception):
    """A seed of the handbook was not accepted by the operation that records it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One act of the past: when, which, what was asked, the key that makes it happen once, by whom.

    Nobody is named where the company itself only records what others did.
    """

    at: datetime
    operation: str
    ask: Mapping[str, JsonValue]
    key: str
    by: Actor = SEEDER


def happening(
    on: date, at: time, operation: str, number: str, ask: Mapping[str, JsonValue],
    by: Actor = SEEDER,
) -> Happening:  # fmt: skip
    """An act about a record of this number, at a time of a day where the company is."""
    act = operation.partition(".")[2]
    return Happening(clock.at_local(on, at), operation, ask, f"{act}:{number}", by)


def live_through(past: Iterable[Happening]) -> None:
    """Do acts of the past in their order, each at its own moment."""
    for one in sorted(past, key=lambda happening: happening.at):
        with clock.standing_at(one.at):
            outcome = run(one.operation, one.ask, actor=one.by, key=one.key)
        _ensure_done(one, outcome)


def _ensure_done(one: Happening, outcome: Outcome) -> None:
    if not outcome.is_done:
        told = "; ".join(sentence.text() for sentence in outcome.statements)
        raise SeedRefused(f"{one.operation} {one.key} on {one.at:%Y-%m-%d}: {outcome.code} {told}")
