"""Prepare the evidence on a chargeback: what we know, day by day, as a page for the bank."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.canonical import digest
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales.evidence import Evidence, pack
from makegood.domains.aftersales.queries import returns_of_order
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import Chargeback
from makegood.domains.billing.policy import clause
from makegood.domains.documents import queries as documents
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content
from makegood.domains.documents.operations import file_under
from makegood.domains.documents.ports import PDF, typeset
from makegood.domains.ordering.queries import orders_of
from makegood.handbook import book


class PrepareEvidenceAsk(Ask):
    """On which chargeback."""

    chargeback: Ref[Chargeback] = Field(description="The chargeback.", examples=["CB-1001"])


class EvidencePrepared(Result):
    """The document, and whether it shows a delivery."""

    document: str
    sha256: str
    shows_delivery: bool


@register
class PrepareEvidence(Operation[PrepareEvidenceAsk, Evidence, EvidencePrepared]):
    """Put what our records say of a disputed payment on a page, and have it sent to the bank."""

    name = "aftersales.prepare_evidence"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: PrepareEvidenceAsk) -> Evidence:
        return evidence_on(ask.chargeback)

    def decide(self, ask: PrepareEvidenceAsk, facts: Evidence) -> Decision:
        return allow(says=[say(clause("REF-5", self.today))])

    def execute(
        self, ask: PrepareEvidenceAsk, facts: Evidence, decision: Decision
    ) -> EvidencePrepared:
        about = f"chargeback:{facts.dispute.number}"
        page = typeset(pack(facts, book(), at=self.now))
        kept = Content.objects.get(sha256=keep(page, PDF))
        filed = file_under(
            self, kept, kind="evidence", title=f"Evidence on {facts.dispute.reference}",
            day=self.today, party=facts.payment.party, subject_ref=about, source=about,
        )  # fmt: skip
        document = filed.document.number
        self.queue(
            kind="mail",
            key=f"evidence:{facts.dispute.number}:{self.act}",
            payload={
                "to": book().company.department("billing_control").contact,
                "notice": "evidence_prepared",
                "subject": f"Evidence on {facts.dispute.reference} is ready: {document}",
                "body": f"Answer the bank on {facts.dispute.amount} with document {document}.",
            },
        )
        self.record(about)
        return EvidencePrepared(
            document=document, sha256=kept.sha256, shows_delivery=facts.delivered
        )

    def verify(self, ask: PrepareEvidenceAsk, facts: Evidence, result: EvidencePrepared) -> None:
        content = documents.content(result.document)
        ensure(digest(content) == result.sha256, "the bytes are these")
        ensure(content.startswith(b"%PDF-"), "it is a page")


def evidence_on(chargeback: str) -> Evidence:
    """All that is known of a disputed payment; NotFound when there is no such chargeback."""
    dispute = billing.chargeback(chargeback)
    payment = billing.payment(dispute.payment) if dispute else None
    if dispute is None or payment is None:
        raise NotFound("chargeback", chargeback)
    paid = {about.removeprefix("order:") for about, _ in billing.put_to(payment.number)}
    orders = tuple(one for one in orders_of(payment.party) if one.number in paid)
    returns = [one for order in orders for one in returns_of_order(order.number)]
    moved = [moved for _, moved in billing.histories(sorted(paid))]
    return Evidence(dispute, payment, orders, tuple(returns), tuple(moved))
