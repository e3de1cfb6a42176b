"""Send a part of a refund that waited: for the customer's cheque, or for an estate by mistake."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import queries
from makegood.domains.billing.models import STORED_VALUE, RefundLeg
from makegood.domains.billing.operations import have_sent, leg_facts, owe_again, promise_again
from makegood.domains.billing.operations.send_refund_leg import SendRefundLeg, SendRefundLegAsk
from makegood.domains.billing.policy import LegFacts, clause


class ReleaseRefundLegAsk(Ask):
    """Which part."""

    leg: Ref[RefundLeg] = Field(description="The part that waited.", examples=["RF-3001/1"])


class RefundLegReleased(Result):
    """Whether it is on its way; one that was stopped meanwhile is not."""

    leg: str
    released: bool


@register
class ReleaseRefundLeg(Operation[ReleaseRefundLegAsk, LegFacts, RefundLegReleased]):
    """Let a part of a refund go that waited until what was paid by cheque was certain."""

    name = "billing.release_refund_leg"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ReleaseRefundLegAsk) -> LegFacts:
        return leg_facts(ask.leg)

    def decide(self, ask: ReleaseRefundLegAsk, facts: LegFacts) -> Decision:
        return allow(clauses=[clause("REF-10", self.today)])

    def execute(
        self, ask: ReleaseRefundLegAsk, facts: LegFacts, decision: Decision
    ) -> RefundLegReleased:
        goes = facts.state == "held" and self._goes(facts)
        self.record(f"refund:{facts.refund}")
        return RefundLegReleased(leg=facts.number, released=goes)

    def _goes(self, facts: LegFacts) -> bool:
        """Send it, with a day promised anew when it waited for the estate of whoever lives."""
        leg = RefundLeg.objects.select_related("refund", "payment").get(number=facts.number)
        was_for_estate = leg.for_estate_since is not None
        if was_for_estate and leg.payment.tender in STORED_VALUE and not facts.has_died:
            return self._loads(facts)
        leg.held_until = leg.for_estate_since = None
        leg.save(update_fields=["held_until", "for_estate_since"])
        goes = have_sent(self, leg)
        if goes and was_for_estate:
            promise_again(self, facts)
        return goes

    def _loads(self, facts: LegFacts) -> bool:
        """Put it on the gift card or store credit that paid: they live, and it waits no more."""
        owe_again(self, facts, "waited for the estate, and it was not so")
        again = SendRefundLegAsk(
            refund=Ref(facts.refund), payment=Ref(facts.payment), amount=facts.amount,
            reissue_of=Ref(facts.number),
        )  # fmt: skip
        self.run(SendRefundLeg, again)
        return True

    def verify(self, ask: ReleaseRefundLegAsk, facts: LegFacts, result: RefundLegReleased) -> None:
        leg = queries.leg(facts.number)
        is_loaded = leg is not None and leg.state == "reissued"
        queued = is_loaded or Effect.objects.filter(key=facts.number).exists()
        ensure(queued or not result.released, "the provider is told to send it, or it is loaded")
