"""Refer a case: a department is asked with all it needs, and the customer stays with us."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, Referral
from makegood.domains.cases.policy import CaseFacts
from makegood.domains.cases.queries import package_of

PACKAGE = (
    "summary", "wanted", "facts", "tried", "promised", "documents", "verification", "question",
)  # fmt: skip


class ReferCaseAsk(Ask):
    """Which department is asked what, and what was tried before."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])
    department: str = Field(
        min_length=1, max_length=60, description="Its code or name.", examples=["billing_control"]
    )
    question: str = Field(
        min_length=1,
        max_length=1_000,
        description="The question that it is to answer.",
        examples=["Was the deposit of 228.99 credited to order O-1041?"],
    )
    tried: str | None = Field(
        None, max_length=1_000, description="What was tried.", examples=["Read the bill twice."]
    )


class CaseReferred(Result):
    """The referral, the department that was asked, and by when it takes or returns it."""

    referral: str
    department: str
    due: datetime


@register
class ReferCase(Operation[ReferCaseAsk, CaseFacts, CaseReferred]):
    """Ask a department, and see to it that the customer hears of it either way."""

    name = "cases.refer_case"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=True)
    retention = "complaints_5y"

    def gather(self, ask: ReferCaseAsk) -> CaseFacts:
        return acts.gather_case(ask.case)

    def decide(self, ask: ReferCaseAsk, facts: CaseFacts) -> Decision:
        department, _ = policy.department_called(ask.department)
        due = acts.accept_due(self.now, department, is_danger=facts.is_danger)
        return policy.may_refer(facts, self.actor, department, ask.department, due, self.today)

    def execute(self, ask: ReferCaseAsk, facts: CaseFacts, decision: Decision) -> CaseReferred:
        department, _ = policy.department_called(ask.department)
        case = Case.objects.get(number=facts.number)
        package = package_of(case.number, question=ask.question, tried=ask.tried or "")
        row = case.referrals.create(
            number=next_number("RL"), department=department.code, question=ask.question,
            package=package, referred_at=self.now, referred_by=self.actor.name,
            due_at=acts.accept_due(self.now, department, is_danger=facts.is_danger),
        )  # fmt: skip
        acts.ask_department(self, row)
        told = decision.says[-1]
        if not (facts.is_danger or policy.tips_nobody_off(department.code)):
            acts.promise_news(self, case, row.due_at, told)
        self.record(f"case:{case.number}")
        self.record(f"referral:{row.number}")
        return CaseReferred(referral=row.number, department=department.code, due=row.due_at)

    def verify(self, ask: ReferCaseAsk, facts: CaseFacts, result: CaseReferred) -> None:
        row = Referral.objects.get(number=result.referral)
        ensure(set(row.package) == set(PACKAGE), "all eight parts are in the package")
        ensure(row.package["question"] == ask.question, "the department knows what it is asked")
