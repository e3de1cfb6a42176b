"""Bounce a referral: a department returns a question with its reason."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import NoteKind, Referral
from makegood.domains.cases.policy import ReferralFacts


class BounceReferralAsk(Ask):
    """Which question is returned, and why."""

    referral: Ref[Referral] = Field(description="The question.", examples=["RL-1001"])
    reason: str = Field(
        min_length=1, max_length=400, description="Why.", examples=["The meter is not ours."]
    )


class ReferralBounced(Result):
    """How often questions of this case were returned by now, and whether a supervisor decides."""

    referral: str
    bounces: int
    supervisor_decides: bool


@register
class BounceReferral(Operation[BounceReferralAsk, ReferralFacts, ReferralBounced]):
    """Return a question to whoever asked; the second time a supervisor decides."""

    name = "cases.bounce_referral"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: BounceReferralAsk) -> ReferralFacts:
        return acts.gather_referral(ask.referral)

    def decide(self, ask: BounceReferralAsk, facts: ReferralFacts) -> Decision:
        return policy.may_bounce(facts, ask.reason, self.today)

    def execute(
        self, ask: BounceReferralAsk, facts: ReferralFacts, decision: Decision
    ) -> ReferralBounced:
        row = Referral.objects.get(number=facts.number)
        row.bounced_at, row.bounced_by = self.now, self.actor.name
        row.bounce_reason = ask.reason
        row.save(update_fields=["bounced_at", "bounced_by", "bounce_reason"])
        acts.stop_chasing(self, row)
        told = decision.says[0].text()
        acts.note(self, row.case, NoteKind.FACT, told, f"referral:{row.number}")
        bounces = facts.bounces + 1
        needs_supervisor = bounces >= policy.most_bounces(self.today)
        if needs_supervisor:
            acts.tell_supervisors(self, row, told, "bounced")
        self.record(f"referral:{row.number}")
        self.record(f"case:{row.case.number}")
        return ReferralBounced(
            referral=row.number, bounces=bounces, supervisor_decides=needs_supervisor
        )

    def verify(self, ask: BounceReferralAsk, facts: ReferralFacts, result: ReferralBounced) -> None:
        row = Referral.objects.get(number=result.referral)
        ensure(row.bounced_at == self.now and row.bounce_reason == ask.reason, "it is returned")
        returned = Referral.objects.filter(case__number=facts.case).exclude(bounced_at=None)
        ensure(returned.count() == result.bounces, "each return is counted")
