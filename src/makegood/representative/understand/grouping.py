"""Gather what a message asks for: each request with the clauses and facts that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from makegood.representative.understand.commands import (
    Command,
    Correct,
    Decline,
    Give,
    Question,
    Smalltalk,
    Value,
)
from makegood.representative.understand.segment import Segment


@dataclass(slots=True)
class Group:
    """One request under reading: its command, the clauses it was said in, the facts found."""

    command: Command
    clauses: list[Segment] = field(default_factory=list)
    facts: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read in some clauses; no commands when nothing was clear."""

    commands: tuple[Command, ...] = ()
    confidence: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def asks_something(self) -> bool:
        """Whether anything but courtesies and facts was read."""
        return any(not isinstance(c, Smalltalk | Give | Correct) for c in self.commands)


def merged(groups: Sequence[Group]) -> list[Group]:
    """The same request said twice in a row is one; a courtesy beside a request is left out."""
    requests = [g for g in groups if not isinstance(g.command, Smalltalk | Decline)]
    kept: list[Group] = []
    for group in groups:
        courtesy = group.command if isinstance(group.command, Smalltalk) else None
        if courtesy and (requests or courtesy.kind in _courtesies(kept)):
            continue
        same = next((k for k in kept if k.command == group.command), None)
        if same is None or isinstance(group.command, Question):
            kept.append(group)
            continue
        same.clauses += group.clauses
        for slot, value in group.facts.items():
            same.facts.setdefault(slot, value)
    return kept


def _courtesies(groups: Sequence[Group]) -> set[str]:
    return {g.command.kind for g in groups if isinstance(g.command, Smalltalk)}
