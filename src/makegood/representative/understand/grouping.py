"""Gather what a message asks for: each request with the clauses and facts that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from makegood.representative.understand.commands import (
    Command,
    Correct,
    Decline,
    Give,
    OptOut,
    Question,
    Smalltalk,
    Start,
    Value,
)
from makegood.representative.understand.segment import Segment


@dataclass(slots=True)
class Group:
    """One request under reading: its command, the clauses it was said in, the facts found."""

    command: Command
    clauses: list[Segment] = field(default_factory=list)
    facts: dict[str, Value] = field(default_factory=dict)

    def take(self, clause: Segment) -> None:
        """Count a clause to the request, once."""
        if clause not in self.clauses:
            self.clauses.append(clause)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read in some clauses; no commands when nothing was clear.

    `told` are the facts stated for each of the `alternatives`, and `situation` what they are
    offered for, where somebody told what happened and asked for nothing.
    """

    commands: tuple[Command, ...] = ()
    confidence: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    told: Mapping[str, tuple[Give, ...]] = field(default_factory=dict)
    situation: str = ""

    @property
    def asks_something(self) -> bool:
        """Whether anything but courtesies and facts was read."""
        return any(not isinstance(c, Smalltalk | Give | Correct) for c in self.commands)


HEARD_BESIDE = frozenset({"abuse", "threat", "upset", "legal"})
"""What is answered also where something is asked for in the same breath."""


OFF_TOPIC = Smalltalk("off_topic")
"""Told only to who says nothing else: "great work, just wanted to say"."""
DEATH = Start("parties.record_death")
CARE = Start("parties.flag_vulnerability")
EXCHANGE = Start("aftersales.exchange_goods")
RETURN = Start("aftersales.open_return")


def merged(groups: Sequence[Group]) -> list[Group]:
    """The same request said twice in a row is one; a courtesy beside a request is left out.

    Whoever tells that a customer of ours has died is met with condolences, and advertising ends.
    Whoever exchanges gives back what they have: that is no return besides, unless of other goods.
    """
    if any(group.command == DEATH for group in groups):
        groups = [g for g in groups if not _is_done_with_it(g.command)]
    if any(group.command == EXCHANGE for group in groups):
        groups = [g for g in groups if g.command != RETURN or "line" in g.facts]
    requests = [g for g in groups if not isinstance(g.command, Smalltalk | Decline)]
    kept: list[Group] = []
    for group in groups:
        courtesy = group.command if isinstance(group.command, Smalltalk) else None
        if courtesy and courtesy.kind in _courtesies(kept):
            continue
        if courtesy == OFF_TOPIC and len(groups) > 1:
            continue
        if courtesy and requests and courtesy.kind not in HEARD_BESIDE:
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


def _is_done_with_it(command: Command) -> bool:
    return command == CARE or isinstance(command, OptOut)
