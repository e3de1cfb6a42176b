"""Write once more to whoever does not claim a refund, before the money is lost to them."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.operations import unclaimed_leg
from makegood.domains.billing.policy import UnclaimedLeg
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk


class WarnUnclaimedAsk(Ask):
    """Which part of a refund nobody claims."""

    leg: Ref[RefundLeg] = Field(description="The part.", examples=["RF-3001/1"])


class UnclaimedWarned(Result):
    """The part that its owner was written about."""

    leg: str


@register
class WarnUnclaimed(Operation[WarnUnclaimedAsk, UnclaimedLeg, UnclaimedWarned]):
    """Write to the owner of money that we still hold, and say until when it can be claimed."""

    name = "billing.warn_unclaimed"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: WarnUnclaimedAsk) -> UnclaimedLeg:
        return unclaimed_leg(ask.leg, self.today)

    def decide(self, ask: WarnUnclaimedAsk, facts: UnclaimedLeg) -> Decision:
        return policy.may_warn(facts, self.today)

    def execute(
        self, ask: WarnUnclaimedAsk, facts: UnclaimedLeg, decision: Decision
    ) -> UnclaimedWarned:
        RefundLeg.objects.filter(number=facts.leg.number).update(written_at=self.now)
        about, notice = f"refund:{facts.leg.refund}", "refund_unclaimed_soon"
        letter = SendNoticeAsk.about(about, to=facts.leg.party, notice=notice, says=decision.says)
        self.run(SendNotice, letter)
        self.record(about)
        return UnclaimedWarned(leg=facts.leg.number)

    def verify(self, ask: WarnUnclaimedAsk, facts: UnclaimedLeg, result: UnclaimedWarned) -> None:
        due = queries.due_about(result.leg, self.today, policy.ages(self.today))
        ensure(due is None, "its owner has the whole time that the letter names")
