"""Open a case: what a customer needs of us is on record, with an owner and its dates."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from makegood.core.actor import V0, ActorKind, Channel
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, CaseCategory, LossKind

_SPOKEN = frozenset({Channel.VOICE, Channel.DESK})
_TEAM = "customer_care"


class OpenCaseAsk(Ask):
    """What happened in the customer's own words, what is wanted, and how to reach them."""

    category: CaseCategory = Field(description="What it is about.", examples=["delivery"])
    summary: str = Field(
        max_length=4_000,
        description="What happened, as the customer put it.",
        examples=["The driver scratched my floor."],
    )
    loss: LossKind | None = Field(
        None, description="The damage at home, if it is about one.", examples=["sewage"]
    )
    wanted: str | None = Field(
        None, max_length=1_000, description="What would put it right.", examples=["A new floor."]
    )
    subject: str | None = Field(
        None, max_length=64, description="The record it is about.", examples=["order:O-1041"]
    )
    also_about: list[Annotated[str, StringConstraints(max_length=64)]] = Field(
        [], max_length=20, description="Further records.", examples=[["return:R-2001"]]
    )
    future_contact: str | None = Field(
        None, max_length=120, description="How to reach them about it.", examples=["by e-mail"]
    )


class CaseOpened(Result):
    """The case's number, and by when the customer is told what."""

    case: str
    acknowledge_by: date
    summary_by: date
    answer_by: date
    final_by: date


@register
class OpenCase(Operation[OpenCaseAsk, policy.Clocks, CaseOpened]):
    """Put a customer's need on record and promise an answer."""

    name = "cases.open_case"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "complaints_5y"

    def gather(self, ask: OpenCaseAsk) -> policy.Clocks:
        return policy.clocks(self.today, company_calendar())

    def decide(self, ask: OpenCaseAsk, facts: policy.Clocks) -> Decision:
        return policy.may_open(
            self.actor, ask.category, ask.summary, ask.future_contact, ask.loss, self.today
        )

    def execute(self, ask: OpenCaseAsk, facts: policy.Clocks, decision: Decision) -> CaseOpened:
        row = self._put_on_record(ask, facts)
        told = policy.opened(row.number, facts, self.today)
        answer = acts.answer_promised(self, row, facts.answer_by)
        self.tell(told)
        self.tell(answer)
        if ask.category is CaseCategory.INSURANCE:
            for statement in policy.insurance_told(self.today):
                self.tell(statement)
        acts.promise_next_news(self, row)
        is_told = acts.tell_customer(self, row, "case_opened", [told, answer], summary=ask.summary)
        if is_told or self.actor.conversation:
            row.acknowledged_at = self.now
            row.save(update_fields=["acknowledged_at"])
        self.record(f"case:{row.number}")
        return CaseOpened(case=row.number, **asdict(facts))

    def verify(self, ask: OpenCaseAsk, facts: policy.Clocks, result: CaseOpened) -> None:
        row = Case.objects.get(number=result.case)
        ensure(row.is_open and row.summary == ask.summary, "the customer's words are on record")
        ensure(row.owner != "" and row.answer_by == facts.answer_by, "owner and date stand")

    def _put_on_record(self, ask: OpenCaseAsk, clocks: policy.Clocks) -> Case:
        actor = self.actor
        row = Case.objects.create(
            number=next_number("CS"), party=actor.party or "", level=actor.level,
            category=ask.category, summary=ask.summary, wanted=ask.wanted or "",
            future_contact=ask.future_contact or "", is_oral=actor.channel in _SPOKEN,
            channel=actor.channel, conversation=actor.conversation or "", language=self.language,
            owner=actor.name if actor.kind is ActorKind.STAFF else _TEAM,
            priority=0 if ask.category is CaseCategory.EMERGENCY else 4,
            opened_at=self.now, opened_by=actor.name, **asdict(clocks),
        )  # fmt: skip
        named = [ask.subject] if ask.subject else []
        for ref in dict.fromkeys(policy.full_ref(one) for one in [*named, *ask.also_about]):
            row.subjects.create(ref=ref)
        return row
