"""Accept a referral: a department takes a question on."""

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
from makegood.domains.cases.models import Referral
from makegood.domains.cases.policy import ReferralFacts


class AcceptReferralAsk(Ask):
    """Which question the department takes."""

    referral: Ref[Referral] = Field(description="The question.", examples=["RL-1001"])


class ReferralAccepted(Result):
    """The question, and the department that has it."""

    referral: str
    department: str


@register
class AcceptReferral(Operation[AcceptReferralAsk, ReferralFacts, ReferralAccepted]):
    """Take a question on for a department; the customer hears that it did."""

    name = "cases.accept_referral"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: AcceptReferralAsk) -> ReferralFacts:
        return acts.gather_referral(ask.referral)

    def decide(self, ask: AcceptReferralAsk, facts: ReferralFacts) -> Decision:
        return policy.may_accept(facts, self.today)

    def execute(
        self, ask: AcceptReferralAsk, facts: ReferralFacts, decision: Decision
    ) -> ReferralAccepted:
        row = Referral.objects.get(number=facts.number)
        row.accepted_at, row.accepted_by = self.now, self.actor.name
        row.save(update_fields=["accepted_at", "accepted_by"])
        acts.stop_chasing(self, row)
        if not policy.tips_nobody_off(row.department):
            acts.tell_news_now(self, row.case, decision.says)
        self.record(f"referral:{row.number}")
        self.record(f"case:{row.case.number}")
        return ReferralAccepted(referral=row.number, department=row.department)

    def verify(
        self, ask: AcceptReferralAsk, facts: ReferralFacts, result: ReferralAccepted
    ) -> None:
        row = Referral.objects.get(number=result.referral)
        ensure(row.accepted_at == self.now and row.bounced_at is None, "the department has it")
