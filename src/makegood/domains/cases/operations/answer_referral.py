"""Answer a referral: what a department found goes into the case."""

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
from makegood.domains.cases.models import Note, NoteKind, Referral
from makegood.domains.cases.policy import ReferralFacts


class AnswerReferralAsk(Ask):
    """Which question is answered, and how."""

    referral: Ref[Referral] = Field(description="The question.", examples=["RL-1001"])
    answer: str = Field(
        min_length=1, max_length=4_000, description="The answer.", examples=["Yes, on June 2."]
    )


class ReferralAnswered(Result):
    """The case into which the answer went, and its owner, who goes on with it."""

    referral: str
    case: str
    owner: str


@register
class AnswerReferral(Operation[AnswerReferralAsk, ReferralFacts, ReferralAnswered]):
    """Answer a question; the case's owner goes on from there."""

    name = "cases.answer_referral"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "complaints_5y"

    def gather(self, ask: AnswerReferralAsk) -> ReferralFacts:
        return acts.gather_referral(ask.referral)

    def decide(self, ask: AnswerReferralAsk, facts: ReferralFacts) -> Decision:
        return policy.may_answer(facts, self.today)

    def execute(
        self, ask: AnswerReferralAsk, facts: ReferralFacts, decision: Decision
    ) -> ReferralAnswered:
        row = Referral.objects.get(number=facts.number)
        row.answered_at, row.answered_by, row.answer = self.now, self.actor.name, ask.answer
        row.save(update_fields=["answered_at", "answered_by", "answer"])
        acts.note(self, row.case, NoteKind.FACT, ask.answer, f"referral:{row.number}")
        self.record(f"referral:{row.number}")
        self.record(f"case:{row.case.number}")
        return ReferralAnswered(referral=row.number, case=row.case.number, owner=row.case.owner)

    def verify(
        self, ask: AnswerReferralAsk, facts: ReferralFacts, result: ReferralAnswered
    ) -> None:
        kept = Note.objects.get(case__number=result.case, act=self.act)
        ensure(kept.text == ask.answer, "the answer stands in the case")
