"""Answer which invoices and papers there are, what they say side by side, and what was credited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.disputing import BilledLine
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.models import CreditMemo, KeptPaper
from makegood.domains.aftersales.models.dossiers import billed_lines, credited_of
from makegood.domains.aftersales.models.sent import (
    InvoiceHead,
    SentInvoice,
    heads_sent_to,
    recorded_for,
    recorded_to,
    sent_invoice,
)
from makegood.domains.ordering.models import SalesOrder


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper as it is listed; `number` is ours, `own_number` the one that stands on it."""

    number: str
    kind: str
    own_number: str
    order: str
    party: str
    dated_on: date
    packages: int | None
    sha256: str
    filed_at: datetime
    filed_by: str


@dataclass(frozen=True, slots=True)
class InvoiceCard:
    """An invoice as it is shown, with what was credited of it; amounts without tax but `total`."""

    number: str
    order: str
    party: str
    account: str
    dated_on: date
    lines: tuple[BilledLine, ...]
    net: Money
    tax: Money
    total: Money
    credited: Money
    credit_memos: tuple[str, ...]

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"invoice:{self.number}"


@dataclass(frozen=True, slots=True)
class CreditLineCard:
    """One line of a credit memo; `pattern` is the row of the handbook's table that says why."""

    place: int
    invoice_place: int
    description: str
    pieces: int
    price: Money | None
    amount: Money
    tax: Money
    pattern: str
    quality_code: str


@dataclass(frozen=True, slots=True)
class CreditMemoCard:
    """A credit memo as it is shown: of an invoice, or of a return, and then of who sent it back."""

    number: str
    party: str
    account: str
    order: str
    invoice: str
    invoice_dated_on: date | None
    return_number: str
    reason: str
    issued_on: date
    issued_by: str
    lines: tuple[CreditLineCard, ...]
    goods: Money
    tax: Money
    total: Money
    to_invoice: Money

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"credit_memo:{self.number}"


def invoice_card(number: str) -> InvoiceCard:
    """An invoice by its number; NotFound when there is none."""
    return _card(sent_invoice(number))


def invoices_of(party: str) -> tuple[InvoiceCard, ...]:
    """The invoices of a party that are on record by themselves, the newest first."""
    return tuple(sorted(map(_card, recorded_to(party)), key=_newest, reverse=True))


def invoices_sent_to(party: str) -> tuple[InvoiceHead, ...]:
    """The invoices by which goes what a party owes, bills of shipments as well, newest first."""
    return tuple(sorted(heads_sent_to(party), key=_newest, reverse=True))


def invoices_of_order(order: str) -> tuple[InvoiceCard, ...]:
    """The invoices of an order that are on record by themselves, the oldest first."""
    return tuple(sorted(map(_card, recorded_for(order)), key=_newest))


def paper_card(number: str) -> PaperCard:
    """A paper by our number; NotFound when there is none."""
    row = KeptPaper.objects.select_related("order").filter(number=number).first()
    if row is None:
        raise NotFound("paper", number)
    return _paper(row)


def papers_of(order: str) -> tuple[PaperCard, ...]:
    """The papers filed about an order, in the order in which papers come to be."""
    kinds = list(Kind)
    rows = KeptPaper.objects.select_related("order").filter(order__number=order).order_by("pk")
    return tuple(sorted(map(_paper, rows), key=lambda one: kinds.index(Kind(one.kind))))


def receiving_reports_of(party: str) -> tuple[PaperCard, ...]:
    """The receiving reports about a party's orders, the newest first."""
    rows = KeptPaper.objects.select_related("order").filter(
        order__party=party, kind=Kind.RECEIVING_REPORT
    )
    return tuple(map(_paper, rows.order_by("-dated_on", "-pk")))


def credit_memo_card(number: str) -> CreditMemoCard:
    """A credit memo by its number; NotFound when there is none."""
    rows = CreditMemo.objects.select_related("of__line__order", "invoice__order")
    row = rows.prefetch_related("lines").filter(number=number).first()
    if row is None:
        raise NotFound("credit_memo", number)
    order = row.invoice.order if row.invoice else row.of.line.order if row.of else None
    whose = row.of or order
    lines = sorted(row.lines.all(), key=lambda line: line.place)
    return CreditMemoCard(
        number=row.number,
        party=whose.party if whose else "",
        account=whose.account if whose else "",
        order=order.number if order else "",
        invoice=row.invoice.number if row.invoice else "",
        invoice_dated_on=row.invoice.dated_on if row.invoice else None,
        return_number=row.of.number if row.of else "",
        reason=row.reason,
        issued_on=local(row.issued_at).date(),
        issued_by=row.issued_by,
        lines=tuple(
            CreditLineCard(
                one.place,
                one.invoice_place,
                one.description,
                one.pieces,
                None if one.price_cents is None else Money(one.price_cents, row.currency),
                Money(one.amount_cents, row.currency),
                Money(one.tax_cents, row.currency),
                one.pattern,
                one.quality_code,
            )
            for one in lines
        ),
        goods=Money(row.goods_cents, row.currency),
        tax=Money(row.tax_cents, row.currency),
        total=Money(row.goods_cents + row.tax_cents, row.currency),
        to_invoice=Money(row.receivable_cents, row.currency),
    )


def credit_memos_of(party: str) -> tuple[CreditMemoCard, ...]:
    """What was credited of this party's returns and invoices, the newest first."""
    theirs = Q(of__party=party) | Q(invoice__order__party=party)
    rows = CreditMemo.objects.filter(theirs).order_by("-pk").values_list("number", flat=True)
    return tuple(map(credit_memo_card, rows))


def _newest(card: InvoiceCard | InvoiceHead) -> tuple[date, str]:
    return card.dated_on, card.number


def _card(sent: SentInvoice) -> InvoiceCard:
    credits, order = credited_of(sent), SalesOrder.objects.get(number=sent.order)
    lines = billed_lines(sent, credits, {})
    net = sum_of([line.net for line in lines], sent.currency)
    tax = sum_of([line.tax for line in lines], sent.currency)
    return InvoiceCard(
        number=sent.number, order=sent.order, party=order.party, account=order.account,
        dated_on=sent.dated_on, lines=lines, net=net, tax=tax, total=net + tax,
        credited=sum_of([one.amount for one in credits], sent.currency),
        credit_memos=tuple(dict.fromkeys(one.memo for one in credits)),
    )  # fmt: skip


def _paper(row: KeptPaper) -> PaperCard:
    return PaperCard(
        row.number, row.kind, row.own_number, row.order.number, row.order.party, row.dated_on,
        row.packages, row.sha256, row.filed_at, row.filed_by,
    )  # fmt: skip
