"""Turn a refund that has not reached the customer into store credit, when that is wanted."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg, Tender, TenderAccount
from makegood.domains.billing.operations import leg_facts, owe_again
from makegood.domains.billing.operations.issue_store_credit import (
    IssueStoreCredit,
    IssueStoreCreditAsk,
)
from makegood.domains.billing.operations.send_refund_leg import SendRefundLeg, SendRefundLegAsk
from makegood.domains.billing.policy import LegFacts


class ConvertRefundAsk(Ask):
    """Which part, and whether the customer wants it so."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/1"])
    customer_agreed: bool | None = Field(
        None, description="Does the customer want store credit instead?", examples=[True]
    )


class RefundConverted(Result):
    """What is on the customer's store credit now, and what of it came on top."""

    leg: str
    bonus: Money
    balance: Money


@register
class ConvertRefund(Operation[ConvertRefundAsk, LegFacts, RefundConverted]):
    """Put money that is owed on the customer's store credit with a bonus, only if wanted."""

    name = "billing.convert_refund"
    needs = Needs(level=V0, standing=staff_only(), authority="refund", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ConvertRefundAsk) -> LegFacts:
        return leg_facts(ask.leg)

    def decide(self, ask: ConvertRefundAsk, facts: LegFacts) -> Decision:
        return policy.may_convert(facts, agreed=ask.customer_agreed, today=self.today)

    def execute(
        self, ask: ConvertRefundAsk, facts: LegFacts, decision: Decision
    ) -> RefundConverted:
        about, bonus = f"refund:{facts.refund}", decision.figure("bonus")
        if facts.state != "failed":
            self.call_off(f"release:{facts.number}")
            owe_again(self, facts, "wanted as store credit")
        held = TenderAccount.for_store_credit(facts.party, at=self.now)
        again = SendRefundLegAsk(
            refund=Ref(facts.refund), payment=Ref(facts.payment), amount=facts.amount,
            tender=Tender.STORE_CREDIT, tender_account=Ref(held.number),
            reissue_of=Ref(facts.number),
        )  # fmt: skip
        leg = self.run(SendRefundLeg, again).leg
        if bonus:
            given = IssueStoreCreditAsk(
                party=facts.party, amount=bonus, source=f"refund:{leg}:bonus", out_of="5200",
                reason="Store credit instead of money",
            )  # fmt: skip
            self.run(IssueStoreCredit, given)
        seen = queries.refund(facts.refund)
        if seen and seen.state == "settled":
            self.keep_promise("refund", about)
        self.record(about)
        return RefundConverted(leg=leg, bonus=bonus, balance=queries.balance(held))

    def verify(self, ask: ConvertRefundAsk, facts: LegFacts, result: RefundConverted) -> None:
        former, now = queries.leg(facts.number), queries.leg(result.leg)
        ensure(former is not None and former.state == "reissued", "it goes no other way beside")
        ensure(now is not None and now.amount == facts.amount, "it is credited in full")
