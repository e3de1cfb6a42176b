"""Questions about money paid and given back; every answer is frozen and leaves out tokens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.core.reading import asked_often
from makegood.core.sealed import blind_indexes
from makegood.domains.billing import splitting
from makegood.domains.billing.models import Payment, Refund, RefundLeg, TenderAccount
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import STORE_CREDIT

PaymentState = Literal["asked", "captured", "failed", "returned"]
LegState = Literal[
    "queued", "held", "sent", "stopping", "settled", "failed", "reissued", "unclaimed"
]  # fmt: skip
_OF_ORDER = asked_often(lambda order: Refund.objects.filter(order=order).order_by("made_at", "pk"))
_FROM = asked_often(
    lambda sources: Refund.objects.filter(source__in=sources).order_by("made_at", "pk")
)
_TENDERS = asked_often(lambda party: TenderAccount.objects.filter(party=party))


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment, with what went back on it and what still can."""

    number: str
    order: str
    party: str
    tender: str
    last4: str
    purpose: str
    amount: Money
    state: PaymentState
    captured_on: date | None
    settled_on: date | None
    refunded: Money
    refundable: Money


@dataclass(frozen=True, slots=True)
class LegView:
    """One way by which a refund goes back, and how far it came."""

    number: str
    refund: str
    payment: str
    tender: str
    last4: str
    amount: Money
    state: LegState
    sent_on: date | None
    settled_on: date | None
    failed_on: date | None
    failure: str


@dataclass(frozen=True, slots=True)
class RefundView:
    """One refund with its legs."""

    number: str
    order: str
    party: str
    source: str
    reason: str
    total: Money
    on: date
    due_on: date
    state: Literal["sent", "settled", "failed", "part_failed"]
    legs: tuple[LegView, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What would go back by one means of payment."""

    payment: str
    tender: str
    last4: str
    amount: Money


def payments_of(order: str) -> list[PaymentView]:
    """The payments for an order, oldest first, those that failed included.

    Of a payment on account it is the part that was put to this order.
    """
    return [_payment(row, order) for row in _payments(order)]


def payment(number: str) -> PaymentView | None:
    """One whole payment by its number; None when there is none."""
    rows = _whole(Payment.objects.filter(number=number))
    return next((_payment(row, row.order) for row in rows), None)


def twin_of(party: str, order: str, amount: Money, today: date) -> str:
    """A payment of the same amount that this party made to the same on this day; empty for none."""
    alike = Payment.objects.filter(party=party, order=order, amount_cents=amount.cents)
    alike = alike.filter(
        failed_at=None, returned_at=None, asked_at__gte=company_calendar().start_of(today)
    )
    return alike.order_by("pk").values_list("number", flat=True).first() or ""


def payments_by(party: str) -> list[PaymentView]:
    """The whole payments of a party, the latest first."""
    rows = _whole(Payment.objects.filter(party=party)).order_by("-asked_at", "-pk")
    return [_payment(row, row.order) for row in rows]


def captured(order: str) -> Money:
    """What was really paid for an order."""
    return sum_of([_share(row, order) for row in _payments(order) if _is_ours(row)])


def paid_on(order: str) -> tuple[splitting.Paid, ...]:
    """The captured payments of an order as a refund is shared out over them."""
    return tuple(
        splitting.Paid(row.number, row.instrument, _share(row, order), _returned(row, order))
        for row in _payments(order)
        if _is_ours(row)
    )


def refundable(order: str) -> Money:
    """What can still be refunded on an order: captured, less refunded and lost to banks."""
    return splitting.refundable(paid_on(order))


def split_of(order: str, amount: Money) -> tuple[Share, ...]:
    """How a refund would be shared out over what paid; raises TooMuch."""
    rows = {row.number: row for row in _payments(order)}
    return tuple(
        Share(part.payment, rows[part.payment].tender, rows[part.payment].last4, part.amount)
        for part in splitting.split(amount, paid_on(order))
    )


def refunds_of(order: str) -> list[RefundView]:
    """The refunds of an order, oldest first."""
    return _refunds(_OF_ORDER(order))


def refunds_to(party: str) -> list[RefundView]:
    """The refunds to a party, for its orders or of what it paid too much, oldest first."""
    return _refunds(list(Refund.objects.filter(party=party).order_by("made_at", "pk")))


def refunds_from(source: str) -> list[RefundView]:
    """The refunds for one reason, such as "return:R-2001", oldest first."""
    return _refunds(_FROM((source,)))


def refund_numbers_from(sources: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The numbers of the refunds for each of these reasons, oldest first, with one look."""
    rows = _FROM(sources)
    return {one: tuple(row.number for row in rows if row.source == one) for one in sources}


def refund(number: str) -> RefundView | None:
    """One refund by its number; None when there is none."""
    return next(iter(_refunds(list(Refund.objects.filter(number=number)))), None)


def leg(number: str) -> LegView | None:
    """One leg of a refund by its number; None when there is none."""
    return next((_leg(row) for row in legs().filter(number=number)), None)


def failed_legs() -> list[LegView]:
    """The legs that failed and were not sent again: somebody has to act."""
    rows = legs().exclude(failed_at=None).filter(reissued_as=None).order_by("failed_at")
    return [_leg(row) for row in rows]


def balance(account: TenderAccount) -> Money:
    """What stands on a gift card or store credit, from the ledger."""
    return -ledger.balance_of(STORE_CREDIT, about=account.ref)


def stored_value(party: str) -> Money:
    """The store credit of a party."""
    return sum_of([balance(row) for row in _TENDERS(party)])


def tender_account(code: str) -> TenderAccount | None:
    """The gift card or store credit with this code; None when there is none."""
    return TenderAccount.objects.filter(code_index__in=blind_indexes(code, "tender")).first()


def paying(order: str) -> Q:
    """Which payments paid for an order: those for it, and those on account put to it."""
    return Q(order=order) | Q(order="", allocations__about=f"order:{order}")


def _payments(order: str) -> QuerySet[Payment]:
    return _whole(Payment.objects.filter(paying(order)).distinct())


def _whole(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    whole = rows.select_related("tender_account").order_by("asked_at", "pk")
    return whole.prefetch_related("legs__refund", "chargebacks")  # few are on account


def _is_ours(row: Payment) -> bool:
    return row.captured_at is not None and row.returned_at is None


def _share(row: Payment, order: str) -> Money:
    """What of a payment is an order's: all of it, or what was put to it."""
    if row.order == order:
        return row.amount
    put = [one.amount for one in row.allocations.all() if one.about == f"order:{order}"]
    return sum_of(put, row.currency)


def _returned(row: Payment, order: str) -> Money:
    """What of an order's share went back; what a bank took of the rest is no longer in it."""
    legs = [leg for leg in row.legs.all() if leg.failed_at is None]
    if row.order != order:
        return sum_of([leg.amount for leg in legs if leg.refund.order == order], row.currency)
    lost = [one.amount for one in row.chargebacks.all() if one.won is False]
    return sum_of([*(leg.amount for leg in legs), *lost], row.currency)


def _payment(row: Payment, order: str) -> PaymentView:
    amount, returned = _share(row, order), _returned(row, order)
    left = amount - returned if _is_ours(row) else Money.zero(row.currency)
    return PaymentView(
        row.number, row.order, row.party, row.tender, row.last4, row.purpose, amount, _stands(row),
        _day(row.captured_at), _day(row.settled_at), returned, left,
    )  # fmt: skip


def _stands(row: Payment) -> PaymentState:
    if row.returned_at:
        return "returned"
    return "captured" if row.captured_at else "failed" if row.failed_at else "asked"


def legs() -> QuerySet[RefundLeg]:
    """All parts of refunds, each with its refund, its payment and what was sent again for it."""
    return RefundLeg.objects.select_related("refund", "payment", "reissued_as").order_by("pk")


def _leg(row: RefundLeg) -> LegView:
    return LegView(
        row.number, row.refund.number, row.payment.number, row.tender, row.last4, row.amount,
        leg_state(row), _day(row.sent_at), _day(row.settled_at), _day(row.failed_at), row.failure,
    )  # fmt: skip


def leg_state(row: RefundLeg) -> LegState:
    """How far a part of a refund is."""
    if row.failed_at:
        if row.unclaimed_at:
            return "unclaimed"
        return "reissued" if getattr(row, "reissued_as", None) else "failed"
    if row.settled_at:
        return "settled"
    if row.sent_at:
        return "stopping" if row.stop_asked_at else "sent"
    return "held" if row.held_until or row.for_estate_since else "queued"


def _refunds(rows: list[Refund]) -> list[RefundView]:
    prefetch_related_objects(rows, Prefetch("legs", queryset=legs()))
    return [_refund(row) for row in rows]


def _refund(row: Refund) -> RefundView:
    parts = tuple(_leg(leg) for leg in row.legs.all())
    lost = {"unclaimed": "failed"}
    standing = [lost.get(leg.state, leg.state) for leg in parts if leg.state != "reissued"]
    state: Literal["sent", "settled", "failed", "part_failed"] = "sent"
    if all(one == "settled" for one in standing):
        state = "settled"
    elif "failed" in standing:
        state = "failed" if set(standing) == {"failed"} else "part_failed"
    return RefundView(
        row.number, row.order, row.party, row.source, row.reason, row.total,
        local(row.made_at).date(), row.due_on, state, parts,
    )  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None
