"""Record that a part of a refund failed: we owe it again, say so the same day, and act."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, Statement, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.times_of_day import evening_of
from makegood.domains.billing import queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import leg_facts, owe_again, refund_due_on
from makegood.domains.billing.policy import LegFacts, clause, tender_word
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import REFUNDS_PAYABLE
from makegood.handbook import book

_GONE = ("failed", "reissued", "unclaimed")


class RecordRefundFailureAsk(Ask):
    """Which leg of a refund failed, and what the provider says of it."""

    leg: Ref[RefundLeg] = Field(description="The leg that failed.", examples=["RF-3001/2"])
    reason: str = Field(max_length=200, description="Why.", examples=["account closed"])


class RefundFailureRecorded(Result):
    """The leg that is open again."""

    leg: str
    was_open: bool


@register
class RecordRefundFailure(Operation[RecordRefundFailureAsk, LegFacts, RefundFailureRecorded]):
    """Take a failed part of a refund back into what we owe, tell the customer and our people."""

    name = "billing.record_refund_failure"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordRefundFailureAsk) -> LegFacts:
        return leg_facts(ask.leg)

    def decide(self, ask: RecordRefundFailureAsk, facts: LegFacts) -> Decision:
        return allow(clauses=[clause("REF-8", self.today)], says=[self._told(facts)])

    def execute(
        self, ask: RecordRefundFailureAsk, facts: LegFacts, decision: Decision
    ) -> RefundFailureRecorded:
        failed_before = facts.state in _GONE
        if not failed_before:
            owe_again(self, facts, ask.reason)
            if not facts.is_promised:
                self._promise_again(facts)
            self._tell(facts, ask.reason)
        self.record(f"refund:{facts.refund}")
        return RefundFailureRecorded(leg=facts.number, was_open=not failed_before)

    def _promise_again(self, facts: LegFacts) -> None:
        due, about = refund_due_on(self.today), f"refund:{facts.refund}"
        told = say(clause("REF-7", self.today), "due", amount=facts.amount, due=due)
        self.promise("refund", subject=about, party=facts.party, due=evening_of(due), sentence=told)

    def _tell(self, facts: LegFacts, reason: str) -> None:
        about = f"refund:{facts.refund}"
        told = [self._told(facts)]
        notice = SendNoticeAsk.about(about, to=facts.party, notice="refund_failed", says=told)
        self.run(SendNotice, notice)
        body = f"{facts.amount} of {facts.order} for {facts.party}: {reason}."
        self.queue(
            kind="mail",
            key=f"refund_failed:{facts.number}",
            payload={
                "to": book().company.department("billing_control").contact,
                "notice": "refund_failed",
                "subject": f"Refund {facts.number} failed and waits to be sent again",
                "body": body,
            },
        )

    def _told(self, facts: LegFacts) -> Statement:
        failed, tender = clause("REF-8", self.today), tender_word(facts.tender)
        return say(failed, "failed", amount=facts.amount, tender=tender)

    def verify(
        self, ask: RecordRefundFailureAsk, facts: LegFacts, result: RefundFailureRecorded
    ) -> None:
        seen = queries.leg(facts.number)
        ensure(seen is not None and seen.state in _GONE, "the leg failed")
        owed = -ledger.balance_of(REFUNDS_PAYABLE, party=facts.party)
        ensure(not result.was_open or owed >= facts.amount, "we owe it again")
