"""Decide what follows when a parcel comes back: it was refused, or could not be brought. C12."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
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


def may_turn_back(facts: TurnedFacts, why: str, due: date, today: date) -> Decision:
    """Whether a parcel may be noted as coming back: once, and only one that was not handed over."""
    rule = clause("DLV-7", today)
    if facts.is_delivered or facts.is_undone or facts.why:
        sentence = "handed_over" if facts.is_delivered else "known"
        return refuse("policy_denied", says=[say(rule, sentence, shipment=facts.number)])
    by = say(rule, "settled_by", order=facts.order, day=due)
    return allow(clauses=[rule], says=[*_turned(facts, why, today), by])


def may_take_in(facts: TurnedFacts, *, is_here: bool, due: date, today: date) -> Decision:
    """Whether a parcel that is known to come back is settled, once: here, or lost after its day."""
    rule = clause("DLV-7", today)
    if facts.is_undone or not facts.why:
        sentence = "taken_in" if facts.is_undone else "not_coming"
        return refuse("policy_denied", says=[say(rule, sentence, shipment=facts.number)])
    if not is_here and today < due:
        return refuse("policy_denied", says=[say(rule, "not_lost_yet", day=due)])
    told = [say(rule, "here" if is_here else "lost_on_its_way", order=facts.order)]
    if facts.why == UNDELIVERABLE:
        told.append(say(rule, "address" if is_here else "address_anew", place=facts.place))
    else:
        told.append(say(rule, "cancelled"))
    return allow(clauses=[rule], says=told)


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """A shipment, or an order of which nothing is under way, whose address is not right.

    `under_way` are parcels of such an order that are, and `waiting` its lines that have not left;
    `corrected` are the places to which the same was corrected before, and `state` is where it goes.
    """

    shipment: str
    order: str
    party: str
    carrier: str
    state: tuple[str, str]
    is_over: bool
    under_way: tuple[str, ...]
    waiting: tuple[str, ...]
    corrected: tuple[str, ...]


def may_correct(
    facts: AddressFacts, place: str, state: tuple[str, str], fee: Money, today: date
) -> Decision:
    """Whether a carrier's address counts, each once: while under way or waiting, in its state."""
    rule = clause("DLV-9", today)
    if facts.is_over:
        told = say(clause("DLV-7", today), "known", shipment=facts.shipment)
        return refuse("policy_denied", says=[told])
    if facts.under_way:
        told = say(rule, "which", order=facts.order)
        return needs_info("shipment", says=[told], options=facts.under_way)
    if not facts.shipment and (fee or not facts.waiting):
        return refuse("policy_denied", says=[say(rule, "has_no_fee" if fee else "nothing_waits")])
    if place in facts.corrected[-1:]:
        return refuse("policy_denied", says=[say(rule, "corrected_before", place=place)])
    if state != facts.state:
        which = facts.shipment or facts.order
        return refuse("policy_denied", says=[say(rule, "elsewhere", shipment=which)])
    if facts.shipment:
        told = say(rule, "corrected", carrier=facts.carrier, order=facts.order, place=place)
    else:
        told = say(rule, "goes_to", order=facts.order, place=place)
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
