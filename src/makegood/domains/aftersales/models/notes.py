"""Bring together what the XML of a return invoice says: our seat, the buyer, the lines, the tax."""

from __future__ import annotations

from decimal import Decimal

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models.credits import CreditLine, CreditMemo
from makegood.domains.aftersales.models.papers import KeptLine
from makegood.domains.aftersales.ubl import Note, NoteLine, Side
from makegood.domains.ordering.queries import ShipTo, order_card
from makegood.domains.parties.queries.accounts import party_card
from makegood.handbook import NotInHandbook, Taxed, book


def note_of(number: str) -> Note:
    """A return invoice as its XML says it; NotFound when there is none, or it is of a return."""
    memo = CreditMemo.objects.select_related("invoice__order").filter(number=number).first()
    if memo is None or memo.invoice is None:
        raise NotFound("credit_memo", number)
    order = order_card(memo.invoice.order.number)
    billed = {line.place: line for line in memo.invoice.lines.all()}
    lines = tuple(
        line
        for one in memo.lines.order_by("place")
        for line in _lines(one, billed[one.invoice_place], memo, order.ship_to)
    )
    taxed = ", ".join(_places(order.ship_to))
    return Note(
        number=memo.number,
        on=local(memo.issued_at).date(),
        says=". ".join(part for part in (memo.reason, f"Sales tax: {taxed}") if part),
        order=order.po_number or order.number,
        invoice=memo.invoice.number,
        invoice_on=memo.invoice.dated_on,
        seller=_seller(),
        buyer=_buyer(party_card(order.party).name, order.ship_to),
        lines=lines,
        tax=Money(memo.tax_cents, memo.currency),
    )


def _lines(one: CreditLine, billed: KeptLine, memo: CreditMemo, place: ShipTo) -> list[NoteLine]:
    """A line as UBL says it; tax alone is the same goods credited with tax and billed without."""
    if one.amount_cents:
        return [_line(one, billed, memo, place)]
    net = Money(billed.quantity * (billed.price_cents or 0), memo.currency)
    credited = CreditLine.objects.filter(
        memo__invoice=memo.invoice, invoice_place=one.invoice_place, memo__pk__lte=memo.pk
    )
    net -= sum_of([Money(each.amount_cents, memo.currency) for each in credited], memo.currency)
    rate = _percent(billed, memo, place)
    taxed = NoteLine(one.description, billed.sku, 1, net, net, rate)
    return [taxed, NoteLine(one.description, billed.sku, -1, net, -net, Decimal(0))]


def _line(one: CreditLine, billed: KeptLine, memo: CreditMemo, place: ShipTo) -> NoteLine:
    amount = Money(one.amount_cents, memo.currency)
    exact = one.price_cents is not None and one.price_cents * one.pieces == one.amount_cents
    return NoteLine(
        name=one.description,
        sku=billed.sku,
        pieces=one.pieces if exact else 1,
        price=Money(one.price_cents, memo.currency) if exact and one.price_cents else amount,
        amount=amount,
        percent=_percent(billed, memo, place) if billed.tax_cents else Decimal(0),
    )


def _percent(billed: KeptLine, memo: CreditMemo, place: ShipTo) -> Decimal:
    """The rate of tax at the place of the goods on the day of the invoice, as it was charged."""
    day = memo.invoice.dated_on if memo.invoice else local(memo.issued_at).date()
    try:
        product = book().catalogue.product(billed.sku)
        taxed = Taxed.of(billed.sku, product.kind, Decimal(billed.price_cents or 0) / 100)
        where = (place.region, place.locality)
        rates = book().prices.tax_rates(product.tax_class, *where, day, taxed)
    except NotInHandbook:
        rates = ()
    return sum((one.percent for one in rates), Decimal(0))


def _places(place: ShipTo) -> tuple[str, str]:
    return place.region, f"{place.region}/{place.locality}"


def _seller() -> Side:
    company, seat = book().company, book().company.seat
    return Side(
        company.legal_name, seat.street, seat.locality, seat.postal_code, company.region,
        seat.country, seat.registration, seat.tax_registration,
    )  # fmt: skip


def _buyer(name: str, place: ShipTo) -> Side:
    street = ", ".join(part for part in (place.line1, place.line2) if part)
    return Side(name, street, place.locality, place.postal_code, place.region, place.country)
