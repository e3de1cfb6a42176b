"""Stop a part of a refund that waits, or a cheque of ours that was lost."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import (
    have_stopped,
    leg_facts,
    letter_on_stopping,
    owe_again,
)
from makegood.domains.billing.policy import LegFacts
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import REFUNDS_PAYABLE


class StopRefundAsk(Ask):
    """Which part, and why."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/1"])
    reason: str = Field(min_length=3, max_length=160, description="Why.", examples=["Cheque lost"])


class RefundStopped(Result):
    """The part that is owed again ("failed"), or whose cheque the bank is to stop ("stopping")."""

    leg: str
    state: str


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
        reason = f"stopped: {ask.reason}"
        if facts.state == "held":
            self.call_off(f"release:{facts.number}")
            owe_again(self, facts, reason)
            self.run(SendNotice, letter_on_stopping(facts, "stopped", self.today))
        else:  # somebody may cash it while we ask: the bank says which came first
            have_stopped(self, facts, reason)
        self.record(f"refund:{facts.refund}")
        seen = queries.leg(facts.number)
        return RefundStopped(leg=facts.number, state=seen.state if seen else "")

    def verify(self, ask: StopRefundAsk, facts: LegFacts, result: RefundStopped) -> None:
        ensure(result.state in ("failed", "stopping"), "it goes nowhere, or the bank is asked")
        owed = -ledger.balance_of(REFUNDS_PAYABLE, party=facts.party)
        ensure(result.state == "stopping" or owed >= facts.amount, "we owe it again")
