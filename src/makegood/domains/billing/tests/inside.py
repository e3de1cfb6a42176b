"""An act of the tests that does another act inside it, as the acts of higher domains do."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.registry import registry
from makegood.core.standing import system_only


class InsideAsk(Ask):
    operation: str = Field(description="The inner act.", examples=["billing.refund_tenders"])
    asked: dict[str, JsonValue] = Field(description="What it is asked.", examples=[{}])


class InsideDone(Result):
    inner: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class NoFacts:
    pass


class Inside(Operation[InsideAsk, NoFacts, InsideDone]):
    """Do another act inside this one."""

    name = "tests.inside"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "none"

    def gather(self, ask: InsideAsk) -> NoFacts:
        return NoFacts()

    def decide(self, ask: InsideAsk, facts: NoFacts) -> Decision:
        return allow()

    def execute(self, ask: InsideAsk, facts: NoFacts, decision: Decision) -> InsideDone:
        inner = registry.get(ask.operation)
        done = self.run(inner, inner.ask_model().model_validate(ask.asked, strict=False))
        return InsideDone(inner=done.model_dump(mode="json"))

    def verify(self, ask: InsideAsk, facts: NoFacts, result: InsideDone) -> None:
        pass
