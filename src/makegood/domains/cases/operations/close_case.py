"""Close a case: the answer went out, all is done and checked, and the cause is written down."""

from __future__ import annotations

from datetime import datetime, timedelta

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
from makegood.domains.cases.models import Case, CaseOutcome, Closing, RootCause
from makegood.domains.cases.policy import CaseFacts


class CloseCaseAsk(Ask):
    """How it ended and on what basis, where it came from, and what the customer is told."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])
    outcome: CaseOutcome | None = Field(None, description="How it ended.", examples=["put_right"])
    root_cause: RootCause | None = Field(
        None, description="Where it came from.", examples=["late_delivery"]
    )
    basis: str | None = Field(
        None, max_length=2_000, description="On what basis.", examples=["The floor was repaired."]
    )
    response: str | None = Field(
        None, max_length=4_000, description="Our answer.", examples=["We repaired your floor."]
    )
    accepted: bool | None = Field(None, description="Whether the customer agrees.", examples=[True])


class CaseClosed(Result):
    """When the case was closed, and whether our answer went out by itself."""

    case: str
    closed_at: datetime
    told: bool


@register
class CloseCase(Operation[CloseCaseAsk, CaseFacts, CaseClosed]):
    """Close a case with an answer; a gesture alone closes nothing."""

    name = "cases.close_case"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: CloseCaseAsk) -> CaseFacts:
        return acts.gather_case(ask.case)

    def decide(self, ask: CloseCaseAsk, facts: CaseFacts) -> Decision:
        return policy.may_close(
            facts, outcome=ask.outcome, root_cause=ask.root_cause, basis=ask.basis,
            response=ask.response, is_accepted=ask.accepted, day=self.today,
        )  # fmt: skip

    def execute(self, ask: CloseCaseAsk, facts: CaseFacts, decision: Decision) -> CaseClosed:
        row = Case.objects.get(number=facts.number)
        row.closings.create(
            at=self.now, by=self.actor.name, is_accepted=ask.accepted,
            outcome=ask.outcome or "", root_cause=ask.root_cause or "",
            basis=ask.basis or "", response=ask.response or "",
        )  # fmt: skip
        self.keep_promise(acts.ANSWER, f"case:{row.number}")
        acts.stop_news(self, row)
        days = policy.clause("CAS-5", self.today).whole("reopen_days")
        told = acts.tell_customer(
            self, row, "case_closed", decision.says, response=ask.response or "",
            reopen_until=self.today + timedelta(days=days),
        )  # fmt: skip
        self.record(f"case:{row.number}")
        return CaseClosed(case=row.number, closed_at=self.now, told=told)

    def verify(self, ask: CloseCaseAsk, facts: CaseFacts, result: CaseClosed) -> None:
        stands = Closing.objects.get(case__number=facts.number, reopened_at=None)
        ensure(stands.root_cause == ask.root_cause and stands.basis != "", "the cause is written")
        ensure(not Case.objects.get(number=facts.number).is_open, "the case is closed")
