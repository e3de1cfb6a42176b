"""Answer a question from what the company has written down, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pydantic import Field

from makegood.core.actor import V0, ActorKind
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.knowledge.composing import Answer
from makegood.domains.knowledge.operations.record_gap import RecordGap, RecordGapAsk
from makegood.domains.knowledge.policy import gap_promise, may_answer
from makegood.domains.knowledge.queries import gap_card, written_answer
from makegood.handbook import book


class AnswerQuestionAsk(Ask):
    """What somebody wants to know."""

    question: str = Field(
        description="The question in the customer's words.",
        examples=["How long do I have to return something?"],
        min_length=1,
        max_length=1000,
    )
    in_other_words: str | None = Field(
        None,
        description="Other words for the question, looked for when its own find nothing.",
        examples=["return period"],
        min_length=1,
        max_length=200,
    )
    as_of: date | None = Field(
        None, description="The day for which it is asked; today if none.", examples=["2026-06-15"]
    )


class Answered(Result):
    """What the answer rests on; or the gap that was recorded when nothing is written down."""

    found: bool
    article: str | None
    products: tuple[str, ...]
    sources: tuple[str, ...]
    gap: str | None


@register
class AnswerQuestion(Operation[AnswerQuestionAsk, Answer, Answered]):
    """Answer a question with its sources; what nobody wrote down is found out, never made up."""

    name = "knowledge.answer_question"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "questions_3y"
    # Not reads_only: a question without an answer leaves a gap and a promise behind.
    asks_first = False

    def gather(self, ask: AnswerQuestionAsk) -> Answer:
        found = self._answer(ask.question, ask.as_of)
        if found.is_found or ask.in_other_words is None:
            return found
        return replace(self._answer(ask.in_other_words, ask.as_of), is_nearest=True)

    def _answer(self, question: str, as_of: date | None) -> Answer:
        return written_answer(
            question,
            language=self.language,
            on=as_of or self.today,
            for_staff=self.actor.kind is ActorKind.STAFF,
            party=self.actor.party,
        )

    def decide(self, ask: AnswerQuestionAsk, facts: Answer) -> Decision:
        return may_answer(answer=facts, today=self.today)

    def execute(self, ask: AnswerQuestionAsk, facts: Answer, decision: Decision) -> Answered:
        gap = None
        if not facts.is_found:
            gap = self.run(RecordGap, RecordGapAsk(question=ask.question))
            owner = book().company.department(gap.owner).name
            promise = gap_promise(
                owner_name=owner,
                due=gap.promised_by,
                number=gap.number,
                has_party=self.actor.party is not None,
                today=self.today,
            )
            self.tell(promise)
        if facts.article is not None:
            self.record(f"article:{facts.article.partition('@')[0]}")
        return Answered(
            found=facts.is_found,
            article=facts.article,
            products=facts.products,
            sources=tuple(dict.fromkeys(sentence.source for sentence in facts.says)),
            gap=gap.number if gap else None,
        )

    def verify(self, ask: AnswerQuestionAsk, facts: Answer, result: Answered) -> None:
        ensure(result.found == bool(result.sources), "what is said has its source")
        if result.gap is not None:
            ensure(gap_card(result.gap).is_open, "somebody finds out")
