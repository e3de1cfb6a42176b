"""Decide how a return goes on: received, lost, ended, and what is paid (C17, C19; RET-9..16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makegood.core.decision import Decision, Figure, Use, allow, needs_info, refuse
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.domains.aftersales import telling
from makegood.domains.aftersales.telling import Leg, about, clauses, ret
from makegood.domains.aftersales.terms import SoldLine, Terms
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class Instead:
    """What an exchange gives for what comes back: its order, which the credit pays, and the sum."""

    exchange: str
    order: str
    sku: str
    total: Money


@dataclass(frozen=True, slots=True)
class RejectionFacts:
    """That a return is not accepted: by whom, what the customer chose, and if a second one looked.

    `choice` is empty until the customer chose; `left_on` is when the goods went back to them.
    """

    by: str
    choice: str
    is_second: bool
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """A return as it stands: who, what, the money last decided, what happened when (local days).

    `serials` are those sold with the line, `picked` those of the pick log; `legs` the split of
    what would be paid now. `is_unpaid` is of a gift for which its buyer owes, or which a bank takes
    back; `grams_sold` is what its goods weigh, 0 where nobody knows; `photos` are those filed with
    it, where somebody judges it.
    """

    number: str
    line: str
    order: str
    party: str
    item: str
    quantity: int
    reason: str
    sold: SoldLine
    taken_before: int
    unit_cost: Money
    terms: Terms
    expires_on: date
    serials: frozenset[str]
    picked: frozenset[str]
    received_on: date | None
    refunded_on: date | None
    expired_on: date | None
    cancelled_on: date | None
    is_accepted: bool
    is_disputed: bool
    grade: str
    is_credited: bool
    legs: tuple[Leg, ...]
    rights: Rights
    instead: Instead | None = None
    has_label: bool = False
    is_lost: bool = False
    is_gift: bool = False
    is_unpaid: bool = False
    grams_sold: int = 0
    rejection: RejectionFacts | None = None
    is_closed: bool = False
    photos: frozenset[str] = frozenset()

    @property
    def is_over(self) -> bool:
        """Whether nothing is paid for it any more, or all was."""
        return self.is_closed or self.refunded_on is not None

    @property
    def is_awaited(self) -> bool:
        """Whether the goods may still come and nothing has ended it."""
        ended = self.cancelled_on or self.expired_on
        return self.received_on is None and ended is None


def may_cancel(record: ReturnRecord, *, today: date) -> Decision:
    """Whether a customer may keep the goods after all: until they have arrived. Source: RET-14."""
    number = record.number
    if record.received_on is not None:
        told = ret(14, "too_late", today, return_number=number, received_on=record.received_on)
        return refuse("policy_denied", says=[told], instead=[ret(13, "instead_status", today)])
    if not record.is_awaited or record.refunded_on is not None:
        return refuse("policy_denied", says=[ret(14, "ended", today, return_number=number)])
    return allow(says=[ret(14, "cancelled", today, return_number=number)])


def may_go_on(record: ReturnRecord, *, today: date) -> Decision:
    """Whether a label, a reminder or the end of a return still makes sense: while it is awaited."""
    if not record.is_awaited or record.refunded_on is not None:
        return refuse("policy_denied", says=[ret(14, "ended", today, return_number=record.number)])
    return allow(clauses=clauses(today, "RET-10"))


def may_expire(record: ReturnRecord, *, today: date) -> Decision:
    """Whether a return has run out: nothing came until its last day. Source: RET-10, AC19.6."""
    if today <= record.expires_on:
        told = ret(10, "open_until", today, last_day=record.expires_on)
        return refuse("policy_denied", says=[told])
    return may_go_on(record, today=today)


def may_record_lost(record: ReturnRecord, *, today: date) -> Decision:
    """Whether a return that the carrier lost is refunded: with our label the risk is ours."""
    number = record.number
    if not record.is_awaited or record.is_accepted or record.refunded_on is not None:
        return refuse("policy_denied", says=[ret(14, "ended", today, return_number=number)])
    if not record.has_label:
        return refuse("policy_denied", says=[ret(16, "no_label", today, return_number=number)])
    says = [ret(16, "lost", today, return_number=number)]
    if record.terms.fee:
        says.append(ret(4, "fee", today, fee=record.terms.fee))
    says.append(ret(9, "refund", today, refund=record.terms.refund))
    return allow(clauses=clauses(today, "RET-16"), says=says)


def is_light(record: ReturnRecord, grams: int | None, today: date) -> bool:
    """Whether a parcel weighs far less than its goods, so that nothing is promised yet (RET-20)."""
    if grams is None or record.is_lost or record.refunded_on is not None:
        return False
    least = book().clause("RET-20", on=today).decimal("least_percent")
    return grams * 100 < record.grams_sold * least


def is_in_time(record: ReturnRecord, posted_on: date | None) -> bool:
    """Whether what ran out was with the carrier by its last day, so that it stands after all."""
    ran_out = record.expired_on is not None
    return ran_out and posted_on is not None and posted_on <= record.expires_on


def may_receive(
    record: ReturnRecord, *, grams: int | None = None, posted_on: date | None = None, today: date
) -> Decision:
    """Whether a parcel may be taken in: once; one that comes after the end is taken in as well.

    What weighs too little is taken in without a word on whose doing it is. Source: C19, RET-20.
    """
    if record.received_on is not None:
        told = about(record.number, "already_received", on=record.received_on)
        return refuse("policy_denied", says=[told])
    if record.cancelled_on is not None:
        return refuse("policy_denied", says=[ret(14, "ended", today, return_number=record.number)])
    if posted_on is not None and posted_on > today:
        return needs_info("posted_on", says=[ret(20, "posted_later", today)])
    says = []
    if posted_on is not None and is_in_time(record, posted_on):
        says.append(ret(20, "in_time", today, posted_on=posted_on))
    if is_light(record, grams, today):
        weighed, expected = _kilograms(grams or 0), _kilograms(record.grams_sold)
        says.append(
            ret(20, "light", today, return_number=record.number, weighed=weighed, expected=expected)
        )
    return allow(clauses=clauses(today, "RET-11", "RET-20"), says=says)


def _kilograms(grams: int) -> Decimal:
    return (Decimal(grams) / 1000).quantize(Decimal("0.1"))


def may_refund(record: ReturnRecord, amount: Money | None, *, today: date) -> Decision:
    """Whether the money goes back now, and on whose authority. Source: RET-9, AC06.3, AC17.3.

    Received and accepted, the amount follows from records and is nobody's judgement; before
    that, or against the inspection, somebody judges and needs the authority for it.
    """
    full = record.terms.refund
    unfit = _cannot_be_refunded(record, amount, today)
    if unfit is not None:
        return unfit
    if record.is_disputed and amount is None:
        waits = about(record.number, "amount_needed", refund=full)
        return needs_info("amount", says=[waits, ret(11, "says", today)])
    refund = amount or full
    mechanical = record.is_accepted and record.expired_on is None
    says = [ret(9, "refund", today, refund=refund), *telling.split(record.order, record.legs)]
    if record.received_on is None and not record.is_lost:
        says.insert(0, ret(9, "not_received", today, return_number=record.number))
    elif not record.grade and not record.is_lost:
        says.insert(0, about(record.number, "not_inspected"))
    return allow(
        clauses=clauses(today, "RET-9", "REF-1"),
        says=says,
        figures=[
            Figure(name="refund", amount=refund),
            *(Figure(name=f"refund_{leg.tender}", amount=leg.amount) for leg in record.legs),
        ],
        uses=Use(kind="refund", amount=refund, mechanical=mechanical),
    )


def _cannot_be_refunded(record: ReturnRecord, amount: Money | None, today: date) -> Decision | None:
    number, full, on = record.number, record.terms.refund, record.refunded_on
    if on is not None:
        told = ret(13, "already_refunded", today, return_number=number, refunded_on=on)
        return refuse("policy_denied", says=[told], instead=[ret(13, "instead_status", today)])
    if record.cancelled_on is not None or record.is_closed:
        return refuse("policy_denied", says=[ret(14, "ended", today, return_number=number)])
    if record.expired_on is not None and record.received_on is None:
        told = ret(10, "expired", today, return_number=number, last_day=record.expires_on)
        return refuse("policy_denied", says=[told], instead=[ret(10, "instead_new", today)])
    if amount is not None and (amount > full or (amount != full and not record.is_disputed)):
        return refuse("policy_denied", says=[about(number, "amount_decided", refund=full)])
    return None
