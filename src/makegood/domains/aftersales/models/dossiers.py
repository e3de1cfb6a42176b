"""Bring together the papers of an invoice: those filed, and those that our own records are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Sum

from makegood.core.clock import local, today
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.disputing import BilledLine, Credited, InvoiceFacts
from makegood.domains.aftersales.matching import Dossier, Kind, Paper, PaperLine
from makegood.domains.aftersales.models.credits import CreditLine
from makegood.domains.aftersales.models.kept import PRICE_DROP, PRICE_MATCH, Allowance
from makegood.domains.aftersales.models.papers import KeptPaper
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.models.sent import (
    SentInvoice,
    recorded_for,
    sent_for,
    sent_invoice,
)
from makegood.domains.aftersales.models.taxes import tax_gone_with_goods
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models import Piece
from makegood.domains.ordering.queries import (
    LineCard,
    OrderCard,
    ShipmentCard,
    exemption_of,
    order_card,
)
from makegood.domains.parties.queries.accounts import party_card, rights_on
from makegood.domains.parties.queries.care import died_by
from makegood.handbook import book


def lock_invoice(number: str, *, report: str | None = None) -> InvoiceFacts:
    """An invoice with its papers, locked; NotFound when there is none.

    `report` is the one receiving report to go by, when not all of them count.
    """
    return invoice_facts(sent_invoice(number, lock=True), report=report)


def invoice_facts(sent: SentInvoice, *, report: str | None = None) -> InvoiceFacts:
    """The plain facts of an invoice."""
    order = order_card(sent.order)
    papers = KeptPaper.objects.filter(order__number=sent.order).exclude(kind=Kind.INVOICE)
    kept = list(papers.prefetch_related("lines").order_by("pk"))
    reports = [one for one in kept if one.kind == Kind.RECEIVING_REPORT]
    if report is not None and report not in {one.number for one in reports}:
        raise NotFound("paper", report)
    counted = [one for one in kept if one not in reports or report in (None, one.number)]
    credited, invoices = credited_of(sent), sent_for(sent.order)
    lines = billed_lines(sent, credited, tax_gone_with_goods(order, sent))
    return InvoiceFacts(
        number=sent.number, order=order.number, party=order.party, account=order.account,
        dated_on=sent.dated_on,
        dossier=Dossier(
            invoice=sent.paper,
            papers=(*own_papers(order, counted), *(one.as_paper() for one in counted)),
            others=tuple(one.paper for one in invoices if one.number != sent.number),
            currency=sent.currency,
            credited=sum_of([one.amount for one in credited], sent.currency),
            successors=_successors(),
            returned=_returned(order.number), untaxed=_untaxed(order, sent, credited),
            is_person=party_card(order.party).kind == "person",
        ),
        lines=lines, credits=(*credited, *_fallen(sent)),
        order_left=_order_left(order.number, sent.currency),
        open=ledger.balance_of("1100", party=order.party, about=f"order:{order.number}"),
        instead="" if sent in invoices else invoices[-1].number,
        rights=rights_on(order.account), has_died=died_by(order.party) is not None,
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
    each = line.net.share(1, line.quantity)  # as it was ordered, its discount taken off
    return PaperLine(
        place=place, quantity=line.quantity, sku=line.sku, description=line.title_in("en"),
        price=each, serials=frozenset(line.serials), is_goods=line.is_goods,
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


def credited_of(sent: SentInvoice) -> tuple[Credited, ...]:
    """What was credited of an invoice, memo by memo, the first first."""
    lines = CreditLine.objects.filter(memo__invoice__number=sent.number)
    return tuple(
        Credited(
            one.memo.number,
            one.invoice_place,
            one.pattern,
            Money(one.amount_cents, sent.currency),
            Money(one.tax_cents, sent.currency),
        )
        for one in lines.select_related("memo").order_by("pk")
    )


def _fallen(sent: SentInvoice) -> tuple[Credited, ...]:
    """What was given back for a lower price: what is agreed of the price later counts it.

    It counts once, on the invoice that billed those goods first.
    """
    table = book().table("mismatch_patterns", on=today())
    patterns = [row.id for row in table.find(dimension="agreed_price")]
    lowered = Allowance.objects.filter(reason__in=(PRICE_DROP, PRICE_MATCH))
    dropped = lowered.filter(line__order__number=sent.order)
    first = {line.sku: one.number for one in reversed(sent_for(sent.order))
             for line in one.paper.lines}  # fmt: skip
    places = {
        line.sku: line.place
        for line in reversed(sent.paper.lines)
        if first.get(line.sku) == sent.number
    }
    return tuple(
        Credited(one.number, places[one.line.sku], pattern, one.goods, one.tax)
        for one in dropped.select_related("line").order_by("pk")
        for pattern in patterns
        if one.line.sku in places
    )


def billed_lines(
    sent: SentInvoice, credited: Sequence[Credited], gone: Mapping[int, Money]
) -> tuple[BilledLine, ...]:
    """The lines of an invoice with their money, and what of each was credited.

    `gone` is the tax of each that went back beside its memos, as with a return.
    """
    zero = Money.zero(sent.currency)
    return tuple(
        BilledLine(
            place=line.place, title=line.title, net=line.net, tax=line.tax,
            credited=sum_of(
                [one.amount for one in credited if one.place == line.place], sent.currency
            ),
            tax_left=line.tax - gone.get(line.place, zero) - sum_of(
                [one.tax for one in credited if one.place == line.place], sent.currency
            ),
        )
        for line in sent.lines
    )  # fmt: skip


def _order_left(order: str, currency: str) -> Money:
    """What was billed on an order with tax, less every credit on it, of returns as well."""
    about = ledger.entries_about(f"order:{order}")
    return sum_of(ledger.sold_in([e for e in about if e.rule in ("J02", "J14")], currency))


def _untaxed(order: OrderCard, sent: SentInvoice, credited: Sequence[Credited]) -> dict[int, Money]:
    """The tax left on each line of an invoice of which a certificate of the buyer says none is due.

    It must have held on the day of the invoice, in the state where the goods went. What an open
    return will take back with its goods is not left.
    """
    certificate = exemption_of(order.party, order.ship_to.region)
    if certificate is None or certificate.until < sent.dated_on:
        return {}
    lines = billed_lines(sent, credited, tax_gone_with_goods(order, sent, is_open_too=True))
    return {line.place: line.tax_left for line in lines if line.tax_left}


def _returned(order: str) -> dict[str, int]:
    """How many pieces of each stock number were credited beside memos: came back, or stay."""
    came = Return.objects.filter(line__order__number=order, credit_memo__isnull=False)
    kept = Allowance.objects.filter(line__order__number=order, is_whole=True)
    counted: Counter[str] = Counter()
    for rows in (came, kept):
        counted.update(dict(rows.order_by().values_list("line__sku").annotate(Sum("quantity"))))
    return counted


def unbooked(order: str, net: Money, tax: Money) -> tuple[Money, Money]:
    """What an invoice of so much adds to the books, goods and tax, beyond what J02 has there.

    What left was booked when it left; so an invoice that bills just that adds nothing.
    """
    lines = [line for sent in recorded_for(order) for line in sent.lines]
    booked = [one for one in ledger.entries_about(f"order:{order}") if one.rule == "J02"]
    sold, taxed = ledger.sold_in(booked, net.currency)
    zero = Money.zero(net.currency)
    more = sum_of([net, *(line.net for line in lines)]) - sold
    more_tax = sum_of([tax, *(line.tax for line in lines)]) - taxed
    return max(zero, more), max(zero, more_tax)


def _successors() -> dict[str, str]:
    """Which stock number replaced which."""
    products = book().catalogue.products.values()
    return {former: one.sku for one in products for former in one.supersedes}
