"""Send an invoice again: the customer needs what we billed, in writing, once more."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Invoice
from makegood.domains.documents import copies
from makegood.domains.documents.papers import PaperKind
from makegood.domains.documents.policy import Copy, may_send_copy
from makegood.domains.ordering.queries import rights_on_order


class SendInvoiceAsk(Ask):
    """Which invoice."""

    invoice: Ref[Invoice] = Field(description="The invoice's number.", examples=["10231"])


@dataclass(frozen=True, slots=True)
class InvoiceCopyFacts:
    """Whose invoice it is, and how a copy of it would go out."""

    rights: Rights
    copy: Copy


class InvoiceSent(Result):
    """The invoice, and the notice that brings it."""

    invoice: str
    notice: str


@register
class SendInvoice(Operation[SendInvoiceAsk, InvoiceCopyFacts, InvoiceSent]):
    """Send an invoice once more, as it stands, to the address on record."""

    name = "aftersales.send_invoice"
    needs = Needs(level=V1, standing=holder("billing"), authority=None, automated=True)
    retention = "ledger_7y"
    asks_first = False

    def gather(self, ask: SendInvoiceAsk) -> InvoiceCopyFacts:
        rights = rights_on_order(queries.invoice_card(ask.invoice).order)
        return InvoiceCopyFacts(rights, copies.copy_of(PaperKind.INVOICE, ask.invoice))

    def decide(self, ask: SendInvoiceAsk, facts: InvoiceCopyFacts) -> Decision:
        return may_send_copy(facts.copy, self.today)

    def execute(
        self, ask: SendInvoiceAsk, facts: InvoiceCopyFacts, decision: Decision
    ) -> InvoiceSent:
        self.record(f"invoice:{ask.invoice}")
        return InvoiceSent(invoice=ask.invoice, notice=copies.send(self, facts.copy))

    def verify(self, ask: SendInvoiceAsk, facts: InvoiceCopyFacts, result: InvoiceSent) -> None:
        ensure(copies.goes_to_record(result.notice, facts.copy), "it goes to an address on record")
