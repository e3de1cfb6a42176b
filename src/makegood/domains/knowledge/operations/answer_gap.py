"""Answer a question that nobody could answer before, and tell whoever asked."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.policy import AnswerFacts, may_answer_gap
from makegood.domains.knowledge.queries import gap_card
from makegood.domains.parties.queries import contact_point_for, letter_to


class AnswerGapAsk(Ask):
    """Which question, and its answer."""

    gap: Ref[Gap] = Field(description="The question's number.", examples=["KG-1001"])
    answer: str = Field(
        description="The answer, as whoever asked is told.",
        examples=["No, the HP24 must stand indoors."],
        min_length=3,
        max_length=4000,
    )


class GapAnswered(Result):
    """Which question is answered, and whether somebody could be told."""

    number: str
    was_told: bool


@register
class AnswerGap(Operation[AnswerGapAsk, AnswerFacts, GapAnswered]):
    """Answer what was promised to be found out; whoever asked is written to."""

    name = "knowledge.answer_gap"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "questions_3y"

    def gather(self, ask: AnswerGapAsk) -> AnswerFacts:
        row = Gap.objects.select_for_update().filter(number=ask.gap).first()
        if row is None:
            raise NotFound("gap", ask.gap)
        return AnswerFacts(row.number, is_answered=row.answered_at is not None)

    def decide(self, ask: AnswerGapAsk, facts: AnswerFacts) -> Decision:
        return may_answer_gap(facts=facts, today=self.today)

    def execute(self, ask: AnswerGapAsk, facts: AnswerFacts, decision: Decision) -> GapAnswered:
        card = gap_card(facts.number)
        Gap.objects.filter(number=facts.number).update(
            answered_at=self.now, answered_by=self.actor.name, answer=ask.answer
        )
        reach = contact_point_for(card.party) if card.party else None
        if reach:
            told = {"question": card.question, "answer": ask.answer}
            letter = letter_to(reach, "question_answered", **told)
            self.queue(kind=reach.channel, payload=letter, key=f"gap:{facts.number}")
        self.keep_promise("answer", f"gap:{facts.number}")
        self.record(f"gap:{facts.number}")
        return GapAnswered(number=facts.number, was_told=reach is not None)

    def verify(self, ask: AnswerGapAsk, facts: AnswerFacts, result: GapAnswered) -> None:
        ensure(not gap_card(result.number).is_open, "the question is answered")
