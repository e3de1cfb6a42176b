"""Set a message aside: it was not understood, and no words of the handbook would help."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.knowledge.models import SetAside
from makegood.domains.knowledge.policy import AsideFacts, may_set_aside
from makegood.domains.knowledge.queries import aside_facts, dealt_with


class SetAsideAsk(Ask):
    """Which message, and why nothing is to be learnt from it."""

    message: Annotated[str, StringConstraints(pattern=r"^CV-\d+/\d+$")] = Field(
        description="The message: its conversation and place.", examples=["CV-1041/3"]
    )
    why: str = Field(
        description="Why nothing is to be learnt from it.",
        examples=["Only a row of keys."],
        min_length=3,
        max_length=400,
    )


class MessageSetAside(Result):
    """The message that is set aside."""

    message: str


@register
class SetMessageAside(Operation[SetAsideAsk, AsideFacts, MessageSetAside]):
    """Take a message off the list of what was not understood."""

    name = "knowledge.set_aside"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "questions_3y"

    def gather(self, ask: SetAsideAsk) -> AsideFacts:
        return aside_facts(ask.message)

    def decide(self, ask: SetAsideAsk, facts: AsideFacts) -> Decision:
        return may_set_aside(facts=facts, today=self.today)

    def execute(self, ask: SetAsideAsk, facts: AsideFacts, decision: Decision) -> MessageSetAside:
        SetAside.objects.create(message=facts.message, why=ask.why, by=self.actor.name, at=self.now)
        self.record(f"conversation:{facts.message.partition('/')[0]}")
        return MessageSetAside(message=facts.message)

    def verify(self, ask: SetAsideAsk, facts: AsideFacts, result: MessageSetAside) -> None:
        ensure(result.message in dealt_with([result.message]), "it is off the list")
