"""Record an invoice: what we billed stands on the books, also where it is not what left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.matching import Kind
from makegood.domains.aftersales.models import Invoice, KeptPaper
from makegood.domains.aftersales.models.asked import BilledLineAsk, billed
from makegood.domains.aftersales.models.dossiers import unbooked
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import shipment_invoiced
from makegood.domains.ordering.models import SalesOrder, lock_order

_LINE = {"sku": "PT-BELTKIT-24", "quantity": 10, "price": "44.50", "tax": "34.49"}


class RecordInvoiceAsk(Ask):
    """The invoice as it was sent."""

    order: Ref[SalesOrder] = Field(description="The order it bills.", examples=["O-1043"])
    number: str = Field(
        description="The invoice's number.", examples=["10231"], pattern=r"^[0-9]{4,12}$"
    )
    dated_on: date = Field(description="The day on it.", examples=["2026-06-03"])
    lines: tuple[BilledLineAsk, ...] = Field(
        description="What it bills, line by line.", examples=[[_LINE]], min_length=1, max_length=500
    )
    total: Money = Field(description="What it comes to with tax.", examples=["479.49"])

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        found = sum_of([line.net + line.tax for line in self.lines], self.total.currency)
        if found != self.total:
            raise ValueError(f"the lines and their tax come to {found}, not to {self.total}")
        return self


@dataclass(frozen=True, slots=True)
class BillingFacts:
    """Whose order it is, whether the number is taken, and what the books lack of the invoice."""

    party: str
    is_known: bool
    goods: Money
    tax: Money


class InvoiceRecorded(Result):
    """The invoice, and what it added to what is owed."""

    invoice: str
    added: Money


@register
class RecordInvoice(Operation[RecordInvoiceAsk, BillingFacts, InvoiceRecorded]):
    """Keep an invoice that we sent, and book what it bills beyond what its goods had booked."""

    name = "aftersales.record_invoice"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordInvoiceAsk) -> BillingFacts:
        order = lock_order(ask.order)
        is_known = KeptPaper.objects.filter(number=ask.number).exists()
        net = sum_of([line.net for line in ask.lines])
        goods, tax = unbooked(ask.order, net, ask.total - net)
        return BillingFacts(order.party, is_known, goods, tax)

    def decide(self, ask: RecordInvoiceAsk, facts: BillingFacts) -> Decision:
        return policy.may_record_invoice(ask.number, is_known=facts.is_known, today=self.today)

    def execute(
        self, ask: RecordInvoiceAsk, facts: BillingFacts, decision: Decision
    ) -> InvoiceRecorded:
        row = Invoice.objects.create(
            number=ask.number, order=SalesOrder.objects.get(number=ask.order), kind=Kind.INVOICE,
            own_number=ask.number, dated_on=ask.dated_on, currency=ask.total.currency,
            filed_at=self.now, filed_by=self.actor.name,
        )  # fmt: skip
        row.write_lines(billed(ask.lines), [line.tax for line in ask.lines])
        self.record(row.ref)
        if facts.goods or facts.tax:
            posting = shipment_invoiced(
                goods=facts.goods, services=Money.zero(), tax=facts.tax, party=facts.party,
                about=f"order:{ask.order}",
            )  # fmt: skip
            memo = f"Invoice {ask.number} beyond what left"
            entry = Entry.of(posting, source=row.ref, on=self.today, memo=memo)
            self.record(f"entry:{entry.number}")
        return InvoiceRecorded(invoice=ask.number, added=facts.goods + facts.tax)

    def verify(self, ask: RecordInvoiceAsk, facts: BillingFacts, result: InvoiceRecorded) -> None:
        card = queries.invoice_card(ask.number)
        ensure(card.total == ask.total, "the invoice stands as it was sent")
        posted = ledger.entries_of(f"invoice:{ask.number}")
        owed = sum_of([line.amount for e in posted for line in e.lines if line.account == "1100"])
        ensure(owed == result.added, "what it added is what was posted")
