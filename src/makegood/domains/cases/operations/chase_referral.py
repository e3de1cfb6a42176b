"""Chase a referral: a department that is silent is reminded, and at last its silence is told."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Referral
from makegood.domains.cases.policy import ReferralFacts


class ChaseReferralAsk(Ask):
    """Which question, and how much of its time has passed."""

    referral: Ref[Referral] = Field(description="The question.", examples=["RL-1001"])
    percent: int = Field(
        ge=1, le=100, description="How much of its time passed, in percent.", examples=[80]
    )


class ReferralChased(Result):
    """Whether the department was reminded, and whether the supervisors were told."""

    referral: str
    reminded: bool
    supervisors_told: bool


@register
class ChaseReferral(Operation[ChaseReferralAsk, ReferralFacts, ReferralChased]):
    """Remind a department that neither took nor returned a question."""

    name = "cases.chase_referral"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: ChaseReferralAsk) -> ReferralFacts:
        return acts.gather_referral(ask.referral)

    def decide(self, ask: ChaseReferralAsk, facts: ReferralFacts) -> Decision:
        return allow(clauses=[policy.clause("CAS-3", self.today)])

    def execute(
        self, ask: ChaseReferralAsk, facts: ReferralFacts, decision: Decision
    ) -> ReferralChased:
        row = Referral.objects.get(number=facts.number)
        self.record(f"referral:{row.number}")
        if not facts.waits:
            return ReferralChased(referral=row.number, reminded=False, supervisors_told=False)
        row.chased = ask.percent
        row.save(update_fields=["chased"])
        text = f"{ask.percent} % of the time to take or return it has passed.\n{row.question}"
        subject = f"{row.number}: still waiting for you"
        acts.tell_department(self, row, subject, text, f"chased:{ask.percent}")
        is_over = ask.percent == 100
        if is_over:
            acts.tell_supervisors(self, row, f"{row.department} is silent.\n{text}", "silent")
        return ReferralChased(referral=row.number, reminded=True, supervisors_told=is_over)

    def verify(self, ask: ChaseReferralAsk, facts: ReferralFacts, result: ReferralChased) -> None:
        row = Referral.objects.get(number=result.referral)
        ensure(row.chased == (ask.percent if result.reminded else facts.chased), "it is noted")
