"""Read an invoice as it was sent: one on record by itself, or the bill of a shipment. C20."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.matching import Kind, Paper, PaperLine
from makegood.domains.aftersales.models.holding import hold_orders
from makegood.domains.aftersales.models.papers import KeptPaper
from makegood.domains.ordering.models import SalesOrder, ShipmentInvoice
from makegood.domains.ordering.queries import (
    BillCard,
    BillLineCard,
    bill_card,
    bill_lines,
    bills_of,
)
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line of an invoice with its money: what it bills without tax, and its tax."""

    place: int
    title: str
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class SentInvoice:
    """An invoice with the paper that it is."""

    number: str
    order: str
    dated_on: date
    currency: str
    paper: Paper
    lines: tuple[SentLine, ...]


@dataclass(frozen=True, slots=True)
class InvoiceHead:
    """What names an invoice: its number, its order and its day."""

    number: str
    order: str
    dated_on: date


def sent_invoice(number: str, *, lock: bool = False) -> SentInvoice:
    """An invoice by its number, locked if it is to be changed; NotFound when there is none."""
    if lock:
        billed = Q(shipments__invoice__number=number)
        hold_orders(billed | Q(papers__number=number, papers__kind=Kind.INVOICE))
        list(ShipmentInvoice.objects.select_for_update().filter(number=number))
        list(KeptPaper.objects.select_for_update().filter(number=number, kind=Kind.INVOICE))
    bills = ShipmentInvoice.objects.filter(number=number)
    if bills.exists():
        return _of_shipment(bill_card(number))
    row = _recorded().filter(number=number).first()
    if row is None:
        raise NotFound("invoice", number)
    return _on_record(row)


def sent_for(order: str) -> tuple[SentInvoice, ...]:
    """All invoices of an order by which goes what is owed.

    Where an invoice was put on record by itself, it says what was billed; the bills of the
    shipments do so otherwise.
    """
    standing = (bill for bill in bills_of(order) if not bill.is_taken_back)
    return recorded_for(order) or tuple(_of_shipment(bill) for bill in standing)


def heads_sent_to(party: str) -> tuple[InvoiceHead, ...]:
    """What names the invoices of a party's orders, of each order those that `sent_for` tells."""
    billed = ShipmentInvoice.objects.filter(shipment__order__party=party, taken_back_at=None)
    bills = [
        InvoiceHead(*row)
        for row in billed.values_list("number", "shipment__order__number", "dated_on")
    ]
    papers = KeptPaper.objects.filter(kind=Kind.INVOICE, order__party=party)
    heads = [InvoiceHead(*row) for row in papers.values_list("number", "order__number", "dated_on")]
    own = {bill.number for bill in bills}
    recorded = [one for one in heads if one.number not in own]
    instead = {one.order for one in recorded}
    return (*recorded, *(bill for bill in bills if bill.order not in instead))


def recorded_for(order: str) -> tuple[SentInvoice, ...]:
    """The invoices of an order that are on record by themselves, the first kept first."""
    return _of_themselves(_recorded().filter(order__number=order))


def recorded_to(party: str) -> tuple[SentInvoice, ...]:
    """The invoices of all orders of a party that are on record by themselves."""
    return _of_themselves(_recorded().filter(order__party=party))


def _of_themselves(found: QuerySet[KeptPaper]) -> tuple[SentInvoice, ...]:
    """Leave out the bills of shipments that a memo put on record."""
    rows = list(found.order_by("pk"))
    numbers = [row.number for row in rows]
    bills = ShipmentInvoice.objects.filter(number__in=numbers) if numbers else ()
    own = {bill.number for bill in bills}
    return tuple(_on_record(row) for row in rows if row.number not in own)


def kept_as_sent(number: str, at: datetime, by: str) -> KeptPaper:
    """The row of an invoice that a memo corrects; the bill of a shipment is put on record now."""
    row = KeptPaper.objects.filter(number=number, kind=Kind.INVOICE).first()
    if row is not None:
        return row
    sent = sent_invoice(number)
    row = KeptPaper.objects.create(
        number=number, order=SalesOrder.objects.get(number=sent.order), kind=Kind.INVOICE,
        own_number=number, dated_on=sent.dated_on, currency=sent.currency, filed_at=at, filed_by=by,
    )  # fmt: skip
    row.write_lines(sent.paper.lines, [line.tax for line in sent.lines])
    return row


def _recorded() -> QuerySet[KeptPaper]:
    papers = KeptPaper.objects.filter(kind=Kind.INVOICE).select_related("order")
    return papers.prefetch_related("lines")


def _on_record(row: KeptPaper) -> SentInvoice:
    lines = tuple(
        SentLine(
            line.place,
            line.description or line.sku,
            Money(line.quantity * (line.price_cents or 0), row.currency),
            Money(line.tax_cents, row.currency),
        )
        for line in sorted(row.lines.all(), key=lambda one: one.place)
    )
    return SentInvoice(
        row.number, row.order.number, row.dated_on, row.currency, row.as_paper(), lines
    )


def _of_shipment(bill: BillCard) -> SentInvoice:
    lines = bill_lines(bill.number)
    placed = tuple(_paper_line(one, place) for place, one in enumerate(lines, 1))
    return SentInvoice(
        number=bill.number,
        order=bill.order,
        dated_on=bill.dated_on,
        currency=bill.due.currency,
        paper=Paper(Kind.INVOICE, bill.number, bill.dated_on, placed),
        lines=tuple(
            SentLine(place, one.title_in("en"), one.net, one.tax)
            for place, one in enumerate(lines, 1)
        ),
    )


def _paper_line(line: BillLineCard, place: int) -> PaperLine:
    """A billed line; where a discount leaves no whole cents for a piece, all of it is one unit."""
    each, rest = divmod(line.net.cents, line.quantity)
    price = line.net if rest else Money(each, line.net.currency)
    return PaperLine(
        place=place, quantity=1 if rest else line.quantity, sku=line.sku,
        description=line.title_in("en"), unit="line" if rest else "each",
        pack=line.quantity if rest else 1, price=price,
        is_goods=book().catalogue.is_goods(line.sku),
    )  # fmt: skip
