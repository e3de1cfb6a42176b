"""Accept a credit: the customer agrees with the papers, and the return invoice is made."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import disputing, policy, queries
from makegood.domains.aftersales.disputing import InvoiceFacts
from makegood.domains.aftersales.models import Invoice
from makegood.domains.aftersales.models.dossiers import lock_invoice
from makegood.domains.aftersales.operations.prepare_return_invoice import (
    PrepareReturnInvoice,
    PrepareReturnInvoiceAsk,
)


class AcceptCreditAsk(Ask):
    """Which invoice is credited by what the papers show."""

    invoice: Ref[Invoice] = Field(description="The invoice's number.", examples=["10231"])


class CreditAccepted(Result):
    """The return invoice that was made, and what it credits with tax."""

    credit_memo: str
    total: Money


@register
class AcceptCredit(Operation[AcceptCreditAsk, InvoiceFacts, CreditAccepted]):
    """Make the return invoice that the papers of a disputed invoice call for."""

    name = "aftersales.accept_credit"
    needs = Needs(level=V2, standing=holder("billing"), authority="refund", automated=True)
    retention = "ledger_7y"

    def gather(self, ask: AcceptCreditAsk) -> InvoiceFacts:
        return lock_invoice(ask.invoice)

    def decide(self, ask: AcceptCreditAsk, facts: InvoiceFacts) -> Decision:
        return policy.may_credit_invoice(facts, None, "", self.today)

    def execute(
        self, ask: AcceptCreditAsk, facts: InvoiceFacts, decision: Decision
    ) -> CreditAccepted:
        made = self.run(PrepareReturnInvoice, PrepareReturnInvoiceAsk(invoice=ask.invoice))
        found = disputing.compared(facts, self.today)
        credit = disputing.wanted(facts, found, None)
        for told in disputing.credited(
            facts, credit, made.credit_memo, made.to_invoice, self.today
        ):
            self.tell(told)
        return CreditAccepted(credit_memo=made.credit_memo, total=made.total)

    def verify(self, ask: AcceptCreditAsk, facts: InvoiceFacts, result: CreditAccepted) -> None:
        card = queries.credit_memo_card(result.credit_memo)
        ensure((card.invoice, card.total) == (ask.invoice, result.total), "it is credited once")
