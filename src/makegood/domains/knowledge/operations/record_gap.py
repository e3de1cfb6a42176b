"""Write down a question that nobody could answer, and promise to find out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.policy import GapFacts, gap_promise, may_record_gap
from makegood.domains.knowledge.queries import gap_card, gap_facts
from makegood.domains.parties.models import Party


class RecordGapAsk(Ask):
    """What nobody could answer."""

    question: str = Field(
        description="The question in the customer's words.",
        examples=["Can the HP24 stand on a roof?"],
        min_length=1,
        max_length=1000,
    )


class GapRecorded(Result):
    """Under which number it stands, who finds out, and by when."""

    number: str
    owner: str
    promised_by: datetime


@register
class RecordGap(Operation[RecordGapAsk, GapFacts, GapRecorded]):
    """Have somebody find out what nobody could answer; the same question is written down once."""

    name = "knowledge.record_gap"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "questions_3y"
    asks_first = False

    def gather(self, ask: RecordGapAsk) -> GapFacts:
        return gap_facts(ask.question, self.language, self.actor.party)

    def decide(self, ask: RecordGapAsk, facts: GapFacts) -> Decision:
        return may_record_gap(facts=facts, today=self.today)

    def execute(self, ask: RecordGapAsk, facts: GapFacts, decision: Decision) -> GapRecorded:
        number = facts.known_as or next_number("KG")
        sentence = gap_promise(
            owner_name=facts.owner_name,
            due=facts.due,
            number=number,
            has_party=facts.party is not None,
            today=self.today,
        )
        self.tell(sentence)
        self.record(f"gap:{number}")
        if facts.known_as:
            asked_again = Gap.objects.filter(number=number)
            asked_again.update(times_asked=F("times_asked") + 1, last_asked_at=self.now)
        else:
            Gap.objects.create(
                number=number,
                question=ask.question,
                question_key=facts.question_key,
                language=self.language,
                party=Party.objects.filter(number=facts.party or "").first(),
                conversation=self.actor.conversation or "",
                owner=facts.owner,
                asked_at=self.now,
                last_asked_at=self.now,
                promised_by=facts.due,
            )
            self.promise(
                "answer",
                subject=f"gap:{number}",
                party=facts.party or "",
                due=facts.due,
                sentence=sentence,
            )
        return GapRecorded(number=number, owner=facts.owner, promised_by=facts.due)

    def verify(self, ask: RecordGapAsk, facts: GapFacts, result: GapRecorded) -> None:
        card = gap_card(result.number)
        ensure(card.is_open and card.owner == result.owner, "somebody owns the question")
