"""Erase questions: what a person asked is no longer kept in that person's words."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.queries import gaps_of
from makegood.domains.parties.models import Party
from makegood.handbook import book


class EraseQuestionsAsk(Ask):
    """Whose questions."""

    party: Ref[Party] = Field(description="Who asked them.", examples=["C-6"])


@dataclass(frozen=True, slots=True)
class QuestionsFacts:
    """The questions of this party."""

    numbers: tuple[str, ...]


class QuestionsErased(Result):
    """How many questions were erased."""

    questions: int


@register
class EraseQuestions(Operation[EraseQuestionsAsk, QuestionsFacts, QuestionsErased]):
    """Erase the words of a party's questions; that one was asked and answered is kept."""

    name = "knowledge.erase_questions"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "transcripts_3y"
    only_inside = True

    def gather(self, ask: EraseQuestionsAsk) -> QuestionsFacts:
        rows = Gap.objects.select_for_update(of=("self",)).filter(party__number=ask.party)
        return QuestionsFacts(tuple(rows.order_by("pk").values_list("number", flat=True)))

    def decide(self, ask: EraseQuestionsAsk, facts: QuestionsFacts) -> Decision:
        return allow(clauses=[book().clause("PRV-7", on=self.today)])

    def execute(
        self, ask: EraseQuestionsAsk, facts: QuestionsFacts, decision: Decision
    ) -> QuestionsErased:
        rows = Gap.objects.filter(number__in=facts.numbers)
        rows.update(question="", question_key="", answer="")
        for number in facts.numbers:
            self.record(f"gap:{number}")
        return QuestionsErased(questions=len(facts.numbers))

    def verify(
        self, ask: EraseQuestionsAsk, facts: QuestionsFacts, result: QuestionsErased
    ) -> None:
        ensure(not any(one.question for one in gaps_of(ask.party)), "no words of theirs are kept")
