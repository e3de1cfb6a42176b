"""Invoice a shipment: only what left is billed, and the deposit pays its share of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    InvoiceLine,
    Shipment,
    ShipmentInvoice,
    billed_on,
    lock_order,
)


class InvoiceShipmentAsk(Ask):
    """Which shipment is billed."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """The order as it was before the shipment left, its bill, and if we write to the customer."""

    order: policy.OrderMoney
    bill: policy.Billing
    is_invoiced: bool
    writes: bool


class ShipmentInvoiced(Result):
    """The invoice: what it bills beyond earlier ones, what the deposit pays, what is due."""

    invoice: str
    invoiced: Money
    deposit: Money
    due: Money


@register
class InvoiceShipment(Operation[InvoiceShipmentAsk, InvoiceFacts, ShipmentInvoiced]):
    """Bill what is in a shipment, and let the deposit pay its part."""

    name = "ordering.invoice_shipment"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: InvoiceShipmentAsk) -> InvoiceFacts:
        row = Shipment.objects.filter(number=ask.shipment).select_related("order").first()
        if row is None:
            raise NotFound("shipment", ask.shipment)
        order, before = lock_order(row.order.number), row.left_before()
        lines = tuple(replace(one, shipped=before.get(one.number, 0)) for one in order.lines)
        held = ledger.balance_of("2100", party=order.party, about=order.ref)
        waits = ledger.balance_of("1100", party=order.party, about=order.ref)
        order = replace(order, lines=lines)
        pieces = dict(row.lines.order_by("pk").values_list("line__number", "quantity"))
        bill = policy.bill_of(order, pieces, -held, billed_on(order.ref))
        return InvoiceFacts(
            order, replace(bill, credit=-waits),
            is_invoiced=ShipmentInvoice.objects.filter(shipment=row).exists(),
            writes=row.order.basket is not None,
        )  # fmt: skip

    def decide(self, ask: InvoiceShipmentAsk, facts: InvoiceFacts) -> Decision:
        return policy.may_invoice(
            ask.shipment, facts.bill, is_invoiced=facts.is_invoiced, today=self.today
        )

    def execute(
        self, ask: InvoiceShipmentAsk, facts: InvoiceFacts, decision: Decision
    ) -> ShipmentInvoiced:
        order, bill, ref = facts.order, facts.bill, f"shipment:{ask.shipment}"
        row = ShipmentInvoice.objects.create(
            number=next_number("INV").removeprefix("INV-"),
            shipment=Shipment.objects.get(number=ask.shipment), dated_on=self.today,
            goods_cents=bill.added.goods.cents, labour_cents=bill.added.labour.cents,
            tax_cents=bill.added.tax.cents, deposit_cents=bill.deposit.cents,
            currency=bill.due.currency, made_at=self.now, made_by=self.actor.name,
        )  # fmt: skip
        InvoiceLine.keep(row, policy.billed_by_line(order.lines, bill.added.pieces))
        Shipment.objects.filter(number=ask.shipment).update(
            invoiced_cents=bill.added.total.cents, deposit_cents=bill.deposit.cents
        )
        memo = f"Shipment {ask.shipment}"
        for what, posting in policy.postings_of(bill.added, bill.deposit, order.party, order.ref):
            entry = Entry.of(posting, source=f"{ref}:{what}", on=self.today, memo=memo)
            self.record(f"entry:{entry.number}")
        self.record(ref)
        if facts.writes:
            told = policy.invoice_told(bill, order.terms, self.today)
            acts.tell_of_order(
                self, order.number, order.party, "shipment_invoiced", told,
                [f"paper:invoice:{row.number}"], invoice=row.number,
            )  # fmt: skip
        return ShipmentInvoiced(
            invoice=row.number, invoiced=bill.added.total, deposit=bill.deposit, due=bill.due
        )

    def verify(self, ask: InvoiceShipmentAsk, _: InvoiceFacts, result: ShipmentInvoiced) -> None:
        posted = ledger.entries_of(f"shipment:{ask.shipment}")
        owed = sum_of([line.amount for e in posted for line in e.lines if line.account == "1100"])
        ensure(owed == result.due, "what is due for it is what was posted")
        ensure(queries.invoice_of(ask.shipment).due == result.due, "and what the invoice says")
