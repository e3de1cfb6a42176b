"""Bring together the papers of an invoice: those filed, and those that our own records are."""

from __future__ import annotations

from collections.abc import Sequence

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.disputing import BilledLine, Credited, InvoiceFacts
from makegood.domains.aftersales.matching import Dossier, Kind, Paper, PaperLine
from makegood.domains.aftersales.models.credits import CreditLine, CreditMemo
from makegood.domains.aftersales.models.papers import KeptPaper
from makegood.domains.billing import queries as billing
from makegood.domains.catalog.queries import product
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import PRODUCT_SALES, SALES_TAX, SERVICE_REVENUE
from makegood.domains.ordering.models import Piece
from makegood.domains.ordering.queries import LineCard, OrderCard, ShipmentCard, order_card
from makegood.domains.parties.queries.accounts import party_card, rights_on
from makegood.handbook import book


def lock_invoice(number: str, *, report: str | None = None) -> InvoiceFacts:
    """An invoice with its papers, locked; NotFound when there is none.

    `report` is the one receiving report to go by, when not all of them count.
    """
    row = KeptPaper.objects.select_for_update().filter(number=number, kind=Kind.INVOICE).first()
    if row is None:
        raise NotFound("invoice", number)
    return invoice_facts(row, report=report)


def invoice_facts(row: KeptPaper, *, report: str | None = None) -> InvoiceFacts:
    """The plain facts of an invoice."""
    order = order_card(row.order.number)
    kept = list(row.order.papers.prefetch_related("lines").order_by("pk"))
    reports = [one for one in kept if one.kind == Kind.RECEIVING_REPORT]
    if report is not None and report not in {one.number for one in reports}:
        raise NotFound("paper", report)
    invoices = [one for one in kept if one.kind == Kind.INVOICE]
    counted = [
        one
        for one in kept
        if one.kind != Kind.INVOICE and (one not in reports or report in (None, one.number))
    ]
    credited = _credited(row)
    lines = _lines(row, credited)
    return InvoiceFacts(
        number=row.number, order=order.number, party=order.party, account=order.account,
        dated_on=row.dated_on,
        dossier=Dossier(
            invoice=row.as_paper(),
            papers=(*own_papers(order, counted), *(one.as_paper() for one in counted)),
            others=tuple(one.as_paper() for one in invoices if one.pk != row.pk),
            currency=row.currency,
            credited=sum_of([one.amount for one in credited], row.currency),
            successors=_successors(),
            is_person=party_card(order.party).kind == "person",
        ),
        lines=lines, credits=credited,
        order_left=_order_left(order.number, invoices),
        open=ledger.balance_of("1100", party=order.party, about=f"order:{order.number}"),
        refundable=billing.refundable(order.number),
        rights=rights_on(order.account),
    )  # fmt: skip


def own_papers(order: OrderCard, filed: Sequence[KeptPaper]) -> tuple[Paper, ...]:
    """The papers that our own records are, where no other of their kind and number was filed.

    The order, a packing slip for each shipment with the serial numbers that were picked, and the
    carrier's word that it was delivered, which counts no pieces.
    """
    named = {(one.kind, one.own_number) for one in filed}
    found = []
    if not any(one.kind == Kind.ORDER for one in filed):
        found.append(
            Paper(
                Kind.ORDER,
                order.po_number or order.number,
                order.ordered_on,
                tuple(_ordered(line, place) for place, line in enumerate(order.lines, 1)),
                due_on=max((one.promised_on for one in order.shipments), default=None),
            )
        )
    lines = {line.number: line for line in order.lines}
    for shipment in order.shipments:
        if (Kind.PACKING_SLIP, shipment.number) not in named:
            found.append(_packed(shipment, lines))
        delivered = shipment.delivered_at
        if delivered is not None and (Kind.PROOF_OF_DELIVERY, shipment.number) not in named:
            found.append(Paper(Kind.PROOF_OF_DELIVERY, shipment.number, local(delivered).date()))
    return tuple(found)


def _ordered(line: LineCard, place: int) -> PaperLine:
    return PaperLine(
        place=place, quantity=line.quantity, sku=line.sku, description=line.title_in("en"),
        price=line.unit_price, serials=frozenset(line.serials), is_goods=line.is_goods,
    )  # fmt: skip


def _packed(shipment: ShipmentCard, lines: dict[str, LineCard]) -> Paper:
    return Paper(
        Kind.PACKING_SLIP,
        shipment.number,
        shipment.shipped_on,
        tuple(
            PaperLine(
                place=place,
                quantity=pieces,
                sku=lines[line].sku,
                description=lines[line].title_in("en"),
                is_goods=lines[line].is_goods,
                serials=_picked(shipment.number, line),
            )
            for place, (line, pieces) in enumerate(shipment.lines, 1)
        ),
    )


def _picked(shipment: str, line: str) -> frozenset[str]:
    pieces = Piece.objects.filter(
        shipped_line__shipment__number=shipment, shipped_line__line__number=line
    )
    return frozenset(pieces.values_list("picked_serial", flat=True))


def _credited(row: KeptPaper) -> tuple[Credited, ...]:
    lines = CreditLine.objects.filter(memo__invoice=row).select_related("memo").order_by("pk")
    return tuple(
        Credited(
            one.memo.number,
            one.invoice_place,
            one.pattern,
            Money(one.amount_cents, row.currency),
        )
        for one in lines
    )


def _lines(row: KeptPaper, credited: Sequence[Credited]) -> tuple[BilledLine, ...]:
    return tuple(
        BilledLine(
            place=line.place,
            title=line.description or line.sku,
            net=Money(line.quantity * (line.price_cents or 0), row.currency),
            tax=Money(line.tax_cents, row.currency),
            credited=sum_of(
                [one.amount for one in credited if one.place == line.place], row.currency
            ),
        )
        for line in row.lines.order_by("place")
    )


def _order_left(order: str, invoices: Sequence[KeptPaper]) -> Money:
    """What all invoices of an order come to, less every credit on it, of returns as well."""
    billed = sum(
        line.quantity * (line.price_cents or 0) + line.tax_cents
        for one in invoices
        for line in one.lines.all()
    )
    of_invoices = CreditMemo.objects.filter(invoice__order__number=order)
    of_returns = CreditMemo.objects.filter(of__line__order__number=order)
    credited = sum(
        memo.goods_cents + memo.tax_cents for some in (of_invoices, of_returns) for memo in some
    )
    currency = invoices[0].currency if invoices else "USD"
    return Money(billed - credited, currency)


def unbooked(order: str, net: Money, tax: Money) -> tuple[Money, Money]:
    """What an invoice of so much adds to the books, goods and tax, beyond what J02 has there.

    What left was booked when it left; so an invoice that bills just that adds nothing.
    """
    earlier = KeptPaper.objects.filter(order__number=order, kind=Kind.INVOICE)
    lines = [line for one in earlier.prefetch_related("lines") for line in one.lines.all()]
    sold, taxed = net.cents, tax.cents
    sold += sum(line.quantity * (line.price_cents or 0) for line in lines)
    taxed += sum(line.tax_cents for line in lines)
    for entry in ledger.entries_about(f"order:{order}"):
        for line in entry.lines if entry.rule == "J02" else ():
            sold += line.amount.cents if line.account in (PRODUCT_SALES, SERVICE_REVENUE) else 0
            taxed += line.amount.cents if line.account == SALES_TAX else 0
    return Money(max(0, sold), net.currency), Money(max(0, taxed), tax.currency)


def billed_total(row: KeptPaper) -> Money:
    """What an invoice comes to, without tax."""
    return sum_of([line.net for line in _lines(row, ())], row.currency)


def title_of(sku: str) -> str:
    """What a stock number is called, or the number itself when it is not sold here."""
    try:
        return product(sku).title
    except NotFound:
        return sku


def goods_sold() -> frozenset[str]:
    """The stock numbers that are goods, not services."""
    return frozenset(sku for sku in book().catalogue.products if product(sku).is_goods)


def _successors() -> dict[str, str]:
    """Which stock number replaced which."""
    products = book().catalogue.products.values()
    return {former: one.sku for one in products for former in one.supersedes}
