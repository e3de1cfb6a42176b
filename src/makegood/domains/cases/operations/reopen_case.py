"""Reopen a case: it was not put right, so it is looked at again."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case
from makegood.domains.cases.policy import CaseFacts


class ReopenCaseAsk(Ask):
    """Which case is opened again, and why."""

    case: Ref[Case] = Field(description="The case.", examples=["CS-1001"])
    reason: str = Field(
        min_length=1, max_length=400, description="Why.", examples=["The noise came back."]
    )


class CaseReopened(Result):
    """The case and its owner, the same as before."""

    case: str
    owner: str


@register
class ReopenCase(Operation[ReopenCaseAsk, CaseFacts, CaseReopened]):
    """Open a closed case again, with the same owner."""

    name = "cases.reopen_case"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: ReopenCaseAsk) -> CaseFacts:
        return acts.gather_case(ask.case)

    def decide(self, ask: ReopenCaseAsk, facts: CaseFacts) -> Decision:
        closed = facts.last_closed_at
        return policy.may_reopen(facts, self.today, local(closed).date() if closed else None)

    def execute(self, ask: ReopenCaseAsk, facts: CaseFacts, decision: Decision) -> CaseReopened:
        row = Case.objects.get(number=facts.number)
        row.closings.filter(reopened_at=None).update(
            reopened_at=self.now, reopened_by=self.actor.name, reopen_reason=ask.reason
        )
        answer_by = policy.clocks(self.today, company_calendar()).answer_by
        told = acts.answer_promised(self, row, answer_by)
        acts.promise_next_news(self, row)
        acts.tell_customer(self, row, "case_reopened", [*decision.says, told])
        self.record(f"case:{row.number}")
        return CaseReopened(case=row.number, owner=row.owner)

    def verify(self, ask: ReopenCaseAsk, facts: CaseFacts, result: CaseReopened) -> None:
        row = Case.objects.get(number=result.case)
        ensure(row.is_open and row.owner == facts.owner, "it is open, with the owner it had")
