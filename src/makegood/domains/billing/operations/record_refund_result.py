"""Record what the provider answered when it was asked to send a part of a refund."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Operation
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import (
    LegStands,
    ProviderAnswerAsk,
    leg_facts,
    stands,
    text_of,
)
from makegood.domains.billing.operations.record_refund_failure import (
    RecordRefundFailure,
    RecordRefundFailureAsk,
)
from makegood.domains.billing.policy import LegFacts


class RecordRefundResultAsk(ProviderAnswerAsk):
    """The leg of the refund, and the provider's receipt."""

    effect_key: str = Field(max_length=80, description="The leg.", examples=["RF-3001/1"])


@register
class RecordRefundResult(Operation[RecordRefundResultAsk, LegFacts, LegStands]):
    """Record that the provider sends a part of a refund, or that it will not."""

    name = "billing.record_refund_result"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: RecordRefundResultAsk) -> LegFacts:
        return leg_facts(ask.effect_key)

    def decide(self, ask: RecordRefundResultAsk, facts: LegFacts) -> Decision:
        return allow()

    def execute(self, ask: RecordRefundResultAsk, facts: LegFacts, decision: Decision) -> LegStands:
        if facts.state == "queued":
            reference = text_of(ask.receipt, "reference")[:80]
            leg = RefundLeg.objects.filter(number=facts.number)
            if text_of(ask.receipt, "status") == "declined":
                leg.update(reference=reference)
                reason = text_of(ask.receipt, "reason") or "declined"
                failed = RecordRefundFailureAsk(leg=Ref(facts.number), reason=reason[:200])
                self.run(RecordRefundFailure, failed)
            else:
                leg.update(reference=reference, sent_at=self.now)
        return stands(self, facts)

    def verify(self, ask: RecordRefundResultAsk, facts: LegFacts, result: LegStands) -> None:
        ensure(result.state != "queued", "the receipt says how far the leg is")
