"""Gather the facts that clauses state for a request, or for the task in hand."""

from collections.abc import Sequence

from makegood.representative.understand.answers import Answers
from makegood.representative.understand.commands import Command, Correct, Give, Start, Value
from makegood.representative.understand.grouping import Group
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reading import ReadingContext, Span
from makegood.representative.understand.segment import Segment
from makegood.representative.understand.slots import TYPED, SlotReader

FREE_TEXT = frozenset({"narrative", "text"})


class Facts:
    """Finds in clauses what an operation needs to know."""

    def __init__(self, lexicon: Lexicon, slots: SlotReader, answers: Answers) -> None:
        self._lexicon = lexicon
        self._slots = slots
        self._answers = answers

    def state(
        self, group: Group, clause: Segment, context: ReadingContext, spans: Sequence[Span]
    ) -> None:
        """Count a clause to a request, with the facts in it that the request needs."""
        group.take(clause)
        if isinstance(group.command, Start):
            inside = within(spans, clause)
            kinds = [k for k in self._kinds(group.command, context) if k[1] not in FREE_TEXT]
            takes_back = any(self._answers.has("corrections", c.text) for c in group.clauses)
            for slot, value in self._slots.values(
                group.command.operation, kinds, clause.text, inside
            ):
                if takes_back or slot not in group.facts:
                    group.facts[slot] = value
                elif dict(kinds)[slot] == "article":  # which of them is wanted, the records tell
                    group.facts[slot] = f"{group.facts[slot]} {value}"

    def _kinds(self, start: Start, context: ReadingContext) -> tuple[tuple[str, str], ...]:
        if start.operation == context.active_operation:
            return context.slots_of_active
        return self._lexicon.slot_kinds(start.operation)

    def of(self, group: Group, context: ReadingContext) -> list[tuple[str, Value]]:
        """The facts told for a request, its story in the customer's own words among them."""
        if not isinstance(group.command, Start):
            return []
        story = [(s, k) for s, k in self._kinds(group.command, context) if k == "narrative"]
        words = ", ".join(c.text for c in sorted(group.clauses, key=lambda c: c.start))
        told = dict(group.facts) | {slot: words for slot, _ in story}
        return list(told.items())

    def of_active(
        self,
        clauses: Sequence[Segment],
        context: ReadingContext,
        spans: Sequence[Span],
        *,
        sorry: bool = False,
    ) -> list[Command]:
        """The facts the clauses state for the task in hand: given, or corrected when said so."""
        found: list[Command] = []
        kinds = [k for k in context.slots_of_active if k[1] not in FREE_TEXT]
        correcting = sorry or any(self._answers.has("corrections", c.text) for c in clauses)
        seen: set[str] = set()
        for clause in clauses:
            inside = within(spans, clause)
            states = [
                k for k in kinds if k[1] != "boolean" or not self._answers.is_bare(clause.text)
            ]
            for slot, value in self._slots.values(
                context.active_operation or "", states, clause.text, inside, on_task=True
            ):
                if slot not in seen:
                    found.append(Correct(slot, value) if correcting else Give(slot, value))
                    seen.add(slot)
        return found


def within(spans: Sequence[Span], clause: Segment) -> list[Span]:
    """The typed pieces that stand in a clause."""
    return [s for s in spans if clause.start <= s.start and s.end <= clause.end]


def is_second(fact: Command) -> bool:
    """Whether it is what a number alone does not tell of somebody: a name or a postcode."""
    return isinstance(fact, Give | Correct) and fact.slot in {"name", "postcode"}


def telling(clauses: Sequence[Segment], kind: str, spans: Sequence[Span]) -> list[Segment]:
    """The clauses that hold what was asked for as it is written, if any does; else all of them."""
    typed = [s for s in spans if s.kind in TYPED.get(kind, ())]
    return [c for c in clauses if not typed or within(typed, c)]
