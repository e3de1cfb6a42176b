"""Decide what follows when a parcel comes back: it was refused, or could not be brought. C12."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.domains.ordering.policy.quotes import clause

UNWANTED, DAMAGED, UNDELIVERABLE = "unwanted", "damaged", "undeliverable"


@dataclass(frozen=True, slots=True)
class TurnedFacts:
    """A parcel with what became of it so far; (order line, stock number, pieces) are its goods.

    `why` is why it turned back; empty while it did not. `state` is the state and the country that
    it goes to.
    """

    number: str
    order: str
    party: str
    carrier: str
    promised_on: date
    place: str
    is_delivered: bool
    is_undone: bool
    why: str
    pieces: tuple[tuple[str, str, int], ...]
    turned_on: date | None = None
    state: tuple[str, str] = ("", "")

    @property
    def is_ours(self) -> bool:
        """Whether the reason is on our side or our carrier's: damaged, or brought too late."""
        is_late = self.turned_on is not None and self.turned_on > self.promised_on
        return self.why == DAMAGED or (self.why == UNWANTED and is_late)


def may_turn_back(facts: TurnedFacts, why: str, today: date) -> Decision:
    """Whether a parcel may be noted as coming back: once, and only one that was not handed over."""
    rule = clause("DLV-7", today)
    if facts.is_delivered or facts.is_undone or facts.why:
        sentence = "handed_over" if facts.is_delivered else "known"
        return refuse("policy_denied", says=[say(rule, sentence, shipment=facts.number)])
    return allow(clauses=[rule], says=list(_turned(facts, why, today)))


def may_take_in(facts: TurnedFacts, today: date) -> Decision:
    """Whether a parcel may be taken in again: one that is known to come back, once."""
    rule = clause("DLV-7", today)
    if facts.is_undone or not facts.why:
        sentence = "taken_in" if facts.is_undone else "not_coming"
        return refuse("policy_denied", says=[say(rule, sentence, shipment=facts.number)])
    told = [say(rule, "here", order=facts.order)]
    if facts.why == UNDELIVERABLE:
        told.append(say(rule, "address", place=facts.place))
    else:
        told.append(say(rule, "cancelled"))
    return allow(clauses=[rule], says=told)


def may_correct(facts: TurnedFacts, place: str, state: tuple[str, str], today: date) -> Decision:
    """Whether a carrier's address counts: of a parcel under way, within its state."""
    rule = clause("DLV-9", today)
    if facts.is_delivered or facts.is_undone or facts.why:
        told = say(clause("DLV-7", today), "known", shipment=facts.number)
        return refuse("policy_denied", says=[told])
    if state != facts.state:
        return refuse("policy_denied", says=[say(rule, "elsewhere", shipment=facts.number)])
    told = say(rule, "corrected", carrier=facts.carrier, order=facts.order, place=place)
    return allow(clauses=[rule], says=[told, say(rule, "free"), say(rule, "if_wrong")])


def _turned(facts: TurnedFacts, why: str, today: date) -> Iterator[Statement]:
    rule, ordered = clause("DLV-7", today), facts.order
    if why == UNDELIVERABLE:
        yield say(rule, "not_brought", carrier=facts.carrier, order=ordered, place=facts.place)
        yield say(rule, "which_address")
        return
    yield say(rule, "refused", order=ordered)
    if why == DAMAGED:
        yield say(rule, "sorry")
    is_free = why == DAMAGED or today > facts.promised_on
    yield say(rule, "free" if is_free else "as_cancelled")
