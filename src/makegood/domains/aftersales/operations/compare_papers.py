"""Compare papers: an invoice is laid beside what was ordered, packed and received."""

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
from makegood.domains.aftersales.models import Invoice, KeptPaper
from makegood.domains.aftersales.models.dossiers import lock_invoice


class ComparePapersAsk(Ask):
    """Which invoice is looked at."""

    invoice: Ref[Invoice] = Field(description="The invoice's number.", examples=["10231"])
    receiving_report: Ref[KeptPaper] | None = Field(
        None, description="The receiving report to go by; else all count.", examples=["PP-1001"]
    )


class PapersCompared(Result):
    """How many places do not agree, what is owed, and what is to be credited, without tax."""

    invoice: str
    discrepancies: tuple[str, ...]
    due: Money
    credit: Money


@register
class ComparePapers(Operation[ComparePapersAsk, InvoiceFacts, PapersCompared]):
    """Tell where an invoice differs from the papers of its order, why, and what is owed."""

    name = "aftersales.compare_papers"
    needs = Needs(level=V2, standing=holder("billing"), authority=None, automated=True)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: ComparePapersAsk) -> InvoiceFacts:
        return lock_invoice(ask.invoice, report=ask.receiving_report)

    def decide(self, ask: ComparePapersAsk, facts: InvoiceFacts) -> Decision:
        return policy.may_compare(facts, self.today)

    def execute(
        self, ask: ComparePapersAsk, facts: InvoiceFacts, decision: Decision
    ) -> PapersCompared:
        found = disputing.compared(facts, self.today)
        self.record(f"invoice:{ask.invoice}")
        if disputing.credit_of(facts, found).total:
            self.tell(disputing.mat(4, "not_yet", self.today, invoice=ask.invoice))
        return PapersCompared(
            invoice=ask.invoice, discrepancies=tuple(one.id for one in found.discrepancies),
            due=found.due, credit=found.credit,
        )  # fmt: skip

    def verify(self, ask: ComparePapersAsk, facts: InvoiceFacts, result: PapersCompared) -> None:
        billed = queries.invoice_card(ask.invoice).net
        credited = facts.net - facts.left
        ensure(result.due + result.credit + credited == billed, "every cent billed is told")
