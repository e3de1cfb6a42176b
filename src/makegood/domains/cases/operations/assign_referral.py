"""Assign a referral: after two returned questions a supervisor says who takes it."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Referral
from makegood.domains.cases.policy import ReferralFacts


class AssignReferralAsk(Ask):
    """Which returned question goes to which department."""

    referral: Ref[Referral] = Field(description="The returned one.", examples=["RL-1002"])
    department: str = Field(
        min_length=1, max_length=60, description="Who takes it.", examples=["billing_control"]
    )


class ReferralAssigned(Result):
    """The new question that the department has and cannot return."""

    referral: str
    department: str


@register
class AssignReferral(Operation[AssignReferralAsk, ReferralFacts, ReferralAssigned]):
    """Say which department takes a question that was returned twice."""

    name = "cases.assign_referral"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: AssignReferralAsk) -> ReferralFacts:
        return acts.gather_referral(ask.referral)

    def decide(self, ask: AssignReferralAsk, facts: ReferralFacts) -> Decision:
        department, _ = policy.department_called(ask.department)
        return policy.may_assign(facts, self.actor, department, self.today)

    def execute(
        self, ask: AssignReferralAsk, facts: ReferralFacts, decision: Decision
    ) -> ReferralAssigned:
        department, _ = policy.department_called(ask.department)
        former = Referral.objects.get(number=facts.number)
        row = former.case.referrals.create(
            number=next_number("RL"), department=department.code, question=former.question,
            package=former.package, referred_at=self.now, referred_by=self.actor.name,
            due_at=acts.accept_due(self.now, department), assigned_by=self.actor.name,
            accepted_at=self.now, accepted_by=self.actor.name,
        )  # fmt: skip
        acts.tell_department(self, row, f"{row.number}: assigned to you", row.question, "assigned")
        self.record(f"referral:{row.number}")
        self.record(f"case:{former.case.number}")
        return ReferralAssigned(referral=row.number, department=department.code)

    def verify(
        self, ask: AssignReferralAsk, facts: ReferralFacts, result: ReferralAssigned
    ) -> None:
        row = Referral.objects.get(number=result.referral)
        ensure(row.assigned_by == self.actor.name, "a supervisor assigned it")
        ensure(row.accepted_at is not None, "the department has it")
