"""Send an invoice again: the customer needs what we billed, in writing, once more."""

from __future__ import annotations

from pydantic import Field

from makegood.core.decision import Decision
from makegood.core.operation import Ask, Operation
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Invoice
from makegood.domains.documents import copies
from makegood.domains.documents.copies import CopyFacts, CopySent, SendsCopy
from makegood.domains.documents.papers import PaperKind
from makegood.domains.ordering.queries import rights_on_order


class SendInvoiceAsk(Ask):
    """Which invoice."""

    invoice: Ref[Invoice] = Field(description="The invoice's number.", examples=["10231"])


class InvoiceSent(CopySent):
    """The invoice, and the notice that brings it."""

    invoice: str


@register
class SendInvoice(SendsCopy, Operation[SendInvoiceAsk, CopyFacts, InvoiceSent]):
    """Send an invoice once more, as it stands, to the address on record."""

    name = "aftersales.send_invoice"

    def gather(self, ask: SendInvoiceAsk) -> CopyFacts:
        rights = rights_on_order(queries.invoice_card(ask.invoice).order)
        return CopyFacts(rights, copies.copy_of(PaperKind.INVOICE, ask.invoice))

    def execute(self, ask: SendInvoiceAsk, facts: CopyFacts, decision: Decision) -> InvoiceSent:
        self.record(f"invoice:{ask.invoice}")
        return InvoiceSent(invoice=ask.invoice, notice=copies.send(self, facts.copy))
