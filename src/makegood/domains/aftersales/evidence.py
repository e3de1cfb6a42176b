"""Lay out what the company knows of a disputed payment, day by day, for the bank; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.statements import Param
from makegood.domains.aftersales.queries import ReturnCard
from makegood.domains.billing.queries import ChargebackView, Movement, PaymentView
from makegood.domains.documents.ports import Sheet, SheetTable
from makegood.domains.documents.sheets import labels
from makegood.domains.ordering.queries import OrderCard
from makegood.handbook import Handbook

_LANGUAGE = "en"
"""Banks and the provider are written to in the language of the card scheme."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known: the dispute, its payment, its orders, returns, and money that moved."""

    dispute: ChargebackView
    payment: PaymentView
    orders: tuple[OrderCard, ...]
    returns: tuple[ReturnCard, ...]
    moved: tuple[Movement, ...]

    @property
    def delivered(self) -> bool:
        """Whether a carrier says that something was delivered."""
        return any(
            one.delivered_at and not one.undone_as
            for order in self.orders
            for one in order.shipments
        )


Told = tuple[date, str, str]


def pack(evidence: Evidence, handbook: Handbook, *, at: datetime) -> Sheet:
    """The evidence as a page of the house: what is disputed, and what happened day by day."""
    company, dispute = handbook.company, evidence.dispute
    contact, own = company.contact, labels(handbook, _LANGUAGE)
    own = replace(own, disagree="", how_to_disagree="")  # it is the bank that is written to
    says = (
        f"The bank's reference {dispute.reference} asks back {_spelled(dispute.amount)} "
        f"of payment {dispute.payment}; the reason given is: {dispute.reason}.",
        f"The payment was {_spelled(evidence.payment.amount)} by {evidence.payment.tender}"
        f"{_ending(evidence.payment.last4)}.",
        "What follows is taken from our records, each line with the record it stands in.",
    )
    return Sheet(
        company=company.name, legal_name=company.legal_name,
        contact=(contact["post"].removeprefix(f"{company.name}, "), contact["phone"],
                 contact["email"]),
        addressee=(), place_and_day=_spelled(local(at).date()), reference=dispute.number,
        title=f"Evidence on {dispute.reference}", paragraphs=says, figures=(), promises=(),
        reasons=(), rests_on="", labels=own, language=_LANGUAGE, written_at=at,
        table=SheetTable(("What happened", "Record", "Day"), _rows(evidence)),
    )  # fmt: skip


def _rows(evidence: Evidence) -> tuple[tuple[str, ...], ...]:
    told = sorted([*_of_orders(evidence.orders), *_of_returns(evidence.returns),
                   *_of_money(evidence.moved)], key=lambda one: one[0])  # fmt: skip
    return tuple((what.replace("_", " "), record, _spelled(day)) for day, what, record in told)


def _of_orders(orders: Iterable[OrderCard]) -> Iterator[Told]:
    for order in orders:
        where = f"{order.ship_to.locality}, {order.ship_to.region}"
        yield (order.ordered_on, f"Ordered for {_spelled(order.total)}, to {where}: "
               f"{_goods(order)}", order.number)  # fmt: skip
        for one in order.shipments:
            yield one.shipped_on, f"Shipped by {one.carrier}, tracking {one.tracking}", one.number
            for scan in one.scans:
                day = local(scan.at).date()
                yield day, f"Carrier's scan: {scan.event}, {scan.place}", one.number
            if one.delivered_at:
                note = f": {one.delivery_note}" if one.delivery_note else ""
                yield local(one.delivered_at).date(), f"Delivered{note}", one.number


def _goods(order: OrderCard) -> str:
    return ", ".join(f"{line.quantity} × {line.title[_LANGUAGE]}" for line in order.lines)


def _of_returns(returns: Iterable[ReturnCard]) -> Iterator[Told]:
    for one in returns:
        day = local(one.authorised_at).date()
        yield day, f"A return was opened, reason: {one.reason}", one.number


def _of_money(moved: Sequence[Movement]) -> Iterator[Told]:
    for one in moved:
        what = one.what.replace("_", " ").capitalize()
        yield one.on, f"{what} by {one.tender}: {_spelled(one.amount)}", one.number


def _ending(last4: str) -> str:
    return f" ending in {last4}" if last4 else ""


def _spelled(value: Money | date) -> str:
    return Param.of(value).spelled(_LANGUAGE)
