"""Mark an exam: compare what is true after the conversation with what must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pydantic import JsonValue

from makegood.core import clock, journal
from makegood.core.actor import ActorKind
from makegood.core.outcome import Status
from makegood.core.registry import registry
from makegood.domains.conversations import queries
from makegood.domains.ledger import queries as ledger
from makegood.faces.cli.exam_papers import End
from makegood.faces.cli.exam_records import Facts, changed, everybody, facts_kept_about

_MOST_ROWS = 2_000
_OF_THE_TALK = (
    "conversations.", "knowledge.", "representative.", "parties.claim_identity",
    "parties.start_verification", "parties.answer_factor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """How a conversation went: what was wrong at the end, and the words to read."""

    name: str
    mood: str
    is_built: bool
    wrong: tuple[str, ...]
    wrongly_acted: tuple[str, ...]
    is_needlessly_handed_over: bool
    turns: int
    did: tuple[str, ...]
    transcript: tuple[tuple[str, str], ...]

    @property
    def is_resolved(self) -> bool:
        """Whether everything was as it must be."""
        return not self.wrong and not self.wrongly_acted

    def plain(self) -> dict[str, JsonValue]:
        """The result for programs."""
        return {
            "name": self.name,
            "mood": self.mood,
            "built": self.is_built,
            "resolved": self.is_resolved,
            "wrong": list(self.wrong),
            "wrongly_acted": list(self.wrongly_acted),
            "needlessly_handed_over": self.is_needlessly_handed_over,
            "turns": self.turns,
            "did": list(self.did),
            "transcript": [list(line) for line in self.transcript],
        }


def records_of_all(party: str) -> Mapping[str, Facts]:
    """What is kept about the customer, and about others of whom nothing may change."""
    last = journal.row_at(journal.place())
    return {one: _kept_then(one, last and last.hash, clock.now()) for one in everybody(party)}


@lru_cache(maxsize=128)
def _kept_then(party: str, last: str | None, now: datetime) -> Facts:
    """What is kept at a moment, looked at once: the journal's last row names all before it."""
    return facts_kept_about(party)


def acts_since(place: int) -> tuple[str, ...]:
    """The acts that changed something for the customer, each as often as it was done."""
    found = (
        row.operation
        for row in journal.history(limit=_MOST_ROWS)
        if row.seq > place
        and not row.parent
        and row.status in (Status.DONE, Status.PENDING_APPROVAL)
        and row.actor.startswith(ActorKind.AUTOMATED)
        and not row.operation.startswith(_OF_THE_TALK)
        and not registry.get(row.operation).reads_only
    )
    return tuple(sorted(found))


def wrongly_acted(
    end: End, before: Mapping[str, Facts], did: tuple[str, ...], party: str
) -> Iterator[str]:
    """What was done that nobody wanted, and what changed that had to stay as it was."""
    yield from sorted((Counter(did) - Counter(end.did)).elements())
    for other, facts in before.items():
        allowed = tuple(_may_change(end, facts)) if other == party else ()
        places = [
            place
            for place in changed(facts, facts_kept_about(other))
            if not any(f"{place}.".startswith(f"{one}.") for one in allowed)
        ]
        if places:
            yield f"{other}: {', '.join(_records(places))} changed"


def _may_change(end: End, before: Facts) -> Iterator[str]:
    """What may change: of a new record all, of one that was there what must stand otherwise."""
    yield from end.changes
    for record, facts in end.stands.items():
        was_there = any(place.startswith(f"{record}.") for place in before)
        yield from (f"{record}.{name}" for name in facts) if was_there else (record,)


def _records(places: list[str]) -> list[str]:
    return list(dict.fromkeys(".".join(place.split(".")[:2]) for place in places))


def wrong(
    end: End, number: str, party: str, did: tuple[str, ...], handed_over: bool
) -> Iterator[str]:
    """What is not as it must be at the end."""
    missing = (Counter(end.did) - Counter(did)).elements()
    yield from (f"{act} was not done" for act in sorted(missing))
    card = queries.card(number)
    if end.level is not None and card.level != end.level:
        yield f"the customer is known at V{int(card.level)}, not V{end.level}"
    if handed_over != end.handed_over:
        yield "a person was asked" if handed_over else "no person was asked"
    yield from _wrongly_standing(end, facts_kept_about(party))
    if ledger.trial_balance_sum() or ledger.differences():
        yield "the books do not hold"
    said = " ".join(line.text for line in queries.transcript(number) if line.who != "customer")
    yield from (f"{text!r} was not told" for text in end.tells if text not in said)
    yield from (f"{text!r} was told" for text in end.never_tells if text in said)


def _wrongly_standing(end: End, found: Facts) -> Iterator[str]:
    for record, facts in end.stands.items():
        for name, must in facts.items():
            stands = found.get(f"{record}.{name}", "")
            if stands != must:
                yield f"{record}: {name} is {stands or 'nothing'}, not {must}"
