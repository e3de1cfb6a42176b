"""Decide what of a carrier's bill is owed: each parcel as it was agreed, and once (C18; FRT-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, refuse, say
from makegood.core.money import Money, sum_of
from makegood.handbook import Clause, book

OWED, ABOVE, UNPRICED = "owed", "above", "unpriced"
TWICE, NOT_OURS, THEIRS = "twice", "not_ours", "theirs"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel that a carrier bills: which of ours it is, what was agreed, which bill had it.

    `about` is its shipment or return, empty for none of ours. `is_paid_by_customer` says that
    whoever sends it back pays the carrier; `billed_on` is the number of an earlier bill.
    """

    tracking: str
    asked: Money
    about: str
    agreed: Money | None
    is_paid_by_customer: bool
    billed_on: str


@dataclass(frozen=True, slots=True)
class CarrierBillFacts:
    """A bill of a carrier, parcel by parcel, and whether it is on record already."""

    carrier: str
    bill: str
    is_known: bool
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What of a parcel's price is owed, and why not all of it where that is so."""

    parcel: Parcel
    owed: Money
    why: str


def judged(facts: CarrierBillFacts, today: date) -> tuple[Judged, ...]:
    """What is owed for each parcel of a bill, in its order; one that is there twice counts once."""
    seen: set[str] = set()
    found = []
    for parcel in facts.parcels:
        is_again = parcel.tracking in seen
        seen.add(parcel.tracking)
        found.append(_judge(parcel, is_again, today))
    return tuple(found)


def _judge(parcel: Parcel, is_again: bool, today: date) -> Judged:
    nothing, asked, agreed = Money.zero(parcel.asked.currency), parcel.asked, parcel.agreed
    if not parcel.about:
        return Judged(parcel, nothing, NOT_OURS)
    if parcel.billed_on or is_again:
        return Judged(parcel, nothing, TWICE)
    if parcel.is_paid_by_customer:
        return Judged(parcel, nothing, THEIRS)
    if agreed is not None:
        return Judged(parcel, min(asked, agreed), OWED if asked <= agreed else ABOVE)
    most = Money.parse(f"{_rule(today).decimal('unpriced_most'):.2f} {asked.currency}")
    if asked > most:
        return Judged(parcel, nothing, UNPRICED)
    return Judged(parcel, asked, OWED)


def may_record_bill(facts: CarrierBillFacts, today: date) -> Decision:
    """A bill is taken in once; what is owed of it is booked, and all else is named to question."""
    rule = _rule(today)
    if facts.is_known:
        told = say(rule, "recorded_before", bill=facts.bill, carrier=facts.carrier)
        return refuse("policy_denied", clause=rule, says=[told])
    lines = judged(facts, today)
    billed, owed = (
        sum_of([one.parcel.asked for one in lines]),
        sum_of([one.owed for one in lines]),
    )
    whole = say(rule, "owed", bill=facts.bill, carrier=facts.carrier, owed=owed, billed=billed)
    questioned = [_question(one, rule, facts.bill) for one in lines if one.why != OWED]
    figures = [Figure(name="billed", amount=billed), Figure(name="owed", amount=owed)]
    return allow(clauses=[rule], says=[whole, *questioned], figures=figures)


def _question(one: Judged, rule: Clause, bill: str) -> Statement:
    """What is to be asked the carrier about a parcel."""
    parcel = one.parcel
    named = {"tracking": parcel.tracking}
    if one.why == ABOVE:
        return say(rule, "above", billed=parcel.asked, owed=one.owed, **named)
    if one.why == UNPRICED:
        return say(rule, "unpriced", billed=parcel.asked, **named)
    if one.why == TWICE:
        return say(rule, "twice", bill=parcel.billed_on or bill, **named)
    if one.why == THEIRS:
        return say(rule, "theirs", return_number=parcel.about.partition(":")[2], **named)
    return say(rule, "not_ours", **named)


def _rule(today: date) -> Clause:
    return book().clause("FRT-2", on=today)
