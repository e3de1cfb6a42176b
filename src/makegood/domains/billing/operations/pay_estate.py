"""Pay an estate: what was owed to a customer who has died goes to whoever settles for them."""

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
from makegood.domains.billing.models import RefundLeg, Tender
from makegood.domains.billing.operations import leg_facts, owe_again, promise_again
from makegood.domains.billing.operations.send_refund_leg import SendRefundLeg, SendRefundLegAsk
from makegood.domains.billing.policy import LegFacts


class PayEstateAsk(Ask):
    """Which part of a refund, whom the cheque names, and which papers were seen."""

    leg: Ref[RefundLeg] = Field(description="The part that waits.", examples=["RF-3001/1"])
    payee: str = Field(
        min_length=3, max_length=120, description="Whom the cheque names.",
        examples=["Estate of Tom Gallagher"],
    )  # fmt: skip
    death_certificate: bool = Field(
        description="Whether a copy of the death certificate was seen.", examples=[True]
    )
    executor_paper: bool = Field(
        description="Whether the paper that names the executor was seen.", examples=[True]
    )


class EstatePaid(Result):
    """The part that takes the place of the one that waited."""

    leg: str
    reissue_of: str


@register
class PayEstate(Operation[PayEstateAsk, LegFacts, EstatePaid]):
    """Send a cheque to the estate for a refund that waited for its papers."""

    name = "billing.pay_estate"
    needs = Needs(level=V0, standing=staff_only(), authority="refund", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: PayEstateAsk) -> LegFacts:
        return leg_facts(ask.leg)

    def decide(self, ask: PayEstateAsk, facts: LegFacts) -> Decision:
        papers = ask.death_certificate and ask.executor_paper
        return policy.may_pay_estate(facts, has_papers=papers, payee=ask.payee, today=self.today)

    def execute(self, ask: PayEstateAsk, facts: LegFacts, decision: Decision) -> EstatePaid:
        if facts.state == "held":
            self.call_off(f"release:{facts.number}")
            owe_again(self, facts, "waited for the estate")
        again = SendRefundLegAsk(
            refund=Ref(facts.refund), payment=Ref(facts.payment), amount=facts.amount,
            tender=Tender.CHEQUE, payee=ask.payee, reissue_of=Ref(facts.number),
        )  # fmt: skip
        leg = self.run(SendRefundLeg, again).leg
        promise_again(self, facts)
        self.record(f"refund:{facts.refund}")
        return EstatePaid(leg=leg, reissue_of=facts.number)

    def verify(self, ask: PayEstateAsk, facts: LegFacts, result: EstatePaid) -> None:
        former, now = queries.leg(facts.number), queries.leg(result.leg)
        ensure(former is not None and former.state == "reissued", "it goes no other way beside")
        ensure(now is not None and now.amount == facts.amount, "and to the estate in full")
