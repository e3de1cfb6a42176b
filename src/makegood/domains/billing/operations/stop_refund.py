"""Stop a part of a refund that waits, or a cheque of ours that was lost."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import leg_facts, owe_again
from makegood.domains.billing.policy import LegFacts
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import REFUNDS_PAYABLE


class StopRefundAsk(Ask):
    """Which part, and why."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/1"])
    reason: str = Field(min_length=3, max_length=160, description="Why.", examples=["Cheque lost"])


class RefundStopped(Result):
    """The part that is owed again."""

    leg: str


@register
class StopRefund(Operation[StopRefundAsk, LegFacts, RefundStopped]):
    """Stop a refund that has not reached the customer, so that it can go another way."""

    name = "billing.stop_refund"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: StopRefundAsk) -> LegFacts:
        return leg_facts(ask.leg)

    def decide(self, ask: StopRefundAsk, facts: LegFacts) -> Decision:
        return policy.may_stop(facts, self.today)

    def execute(self, ask: StopRefundAsk, facts: LegFacts, decision: Decision) -> RefundStopped:
        about, rule = f"refund:{facts.refund}", policy.clause("REF-11", self.today)
        self.call_off(f"release:{facts.number}")
        owe_again(self, facts, f"stopped: {ask.reason}")
        told = [say(rule, "stopped", amount=facts.amount)]
        letter = SendNoticeAsk.about(about, to=facts.party, notice="refund_stopped", says=told)
        self.run(SendNotice, letter)
        self.record(about)
        return RefundStopped(leg=facts.number)

    def verify(self, ask: StopRefundAsk, facts: LegFacts, result: RefundStopped) -> None:
        seen = queries.leg(facts.number)
        ensure(seen is not None and seen.state == "failed", "it goes nowhere any more")
        owed = -ledger.balance_of(REFUNDS_PAYABLE, party=facts.party)
        ensure(owed >= facts.amount, "we owe it again")
