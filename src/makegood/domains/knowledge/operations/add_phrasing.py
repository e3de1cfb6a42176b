"""Add a phrasing: what a customer said becomes one more way to say what they wanted."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.knowledge.models import ChangeKind
from makegood.domains.knowledge.policy import ChangeFacts, may_change
from makegood.domains.knowledge.queries import change_card, phrasing_facts
from makegood.domains.knowledge.recording import keep_change

# Brackets and bars part the ways to say it in the handbook: a customer's words have none.
Words = Annotated[str, StringConstraints(pattern=r"^[^()|{}\\\x00-\x1f]+$")]
MessageRef = Annotated[str, StringConstraints(pattern=r"^(CV-\d+/\d+|KG-\d+)$")]


class AddPhrasingAsk(Ask):
    """What a customer said, and what is meant by it."""

    operation: str = Field(
        description="The act that was meant, by its name.",
        examples=["aftersales.open_return"],
        max_length=80,
    )
    language: str = Field(description="The language.", examples=["en"], pattern=r"^[a-z]{2}$")
    phrasing: Words = Field(
        description="The words, without names and numbers of this customer.",
        examples=["the washer has to go back where it came from"],
        min_length=3,
        max_length=200,
    )
    message: MessageRef | None = Field(
        None, description="The message that was not understood.", examples=["CV-1041/3"]
    )


class PhrasingAdded(Result):
    """Under which number the change is kept, and the file of the handbook that it changes."""

    number: str
    file: str


@register
class AddPhrasing(Operation[AddPhrasingAsk, ChangeFacts, PhrasingAdded]):
    """Have the representative learn a way of saying something, with a second person's yes."""

    name = "knowledge.add_phrasing"
    needs = Needs(level=V0, standing=staff_only(), authority="handbook_change", automated=False)
    retention = "questions_3y"

    def gather(self, ask: AddPhrasingAsk) -> ChangeFacts:
        return phrasing_facts(ask.language, ask.operation, ask.phrasing)

    def decide(self, ask: AddPhrasingAsk, facts: ChangeFacts) -> Decision:
        return may_change(facts=facts, about=ask.operation, today=self.today)

    def execute(self, ask: AddPhrasingAsk, facts: ChangeFacts, decision: Decision) -> PhrasingAdded:
        row = keep_change(
            self, facts, ChangeKind.PHRASING, ask.operation, ask.language, ask.message or ""
        )
        row.phrasing = ask.phrasing
        row.save()
        return PhrasingAdded(number=row.number, file=row.file)

    def verify(self, ask: AddPhrasingAsk, facts: ChangeFacts, result: PhrasingAdded) -> None:
        card = change_card(result.number)
        ensure(card.written_by != card.agreed_by, "somebody else agreed")
        ensure(card.about == ask.operation, "it is a change of this act's words")
