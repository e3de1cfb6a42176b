"""Try again what gave up: a message or payment goes out after all, once its cause is mended."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.effects import is_dead, queued, revive
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.policy import RetryFacts, may_retry


class RetryEffectAsk(Ask):
    """What gave up, by the key it was queued under."""

    key: str = Field(
        description="The key of what gave up.", examples=["notice:NT-1001"], max_length=200
    )


class EffectRetried(Result):
    """What is tried again, and of which kind it is."""

    key: str
    kind: str


@register
class RetryEffect(Operation[RetryEffectAsk, RetryFacts, EffectRetried]):
    """Try again what gave up; its own key keeps it from happening twice."""

    name = "company.retry_effect"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: RetryEffectAsk) -> RetryFacts:
        found = queued(ask.key)
        if found is None:
            raise NotFound("effect", ask.key)
        return RetryFacts(kind=found.kind, is_dead=is_dead(ask.key), role=self.actor.role)

    def decide(self, ask: RetryEffectAsk, facts: RetryFacts) -> Decision:
        return may_retry(facts=facts, today=self.today)

    def execute(self, ask: RetryEffectAsk, facts: RetryFacts, decision: Decision) -> EffectRetried:
        revive(ask.key)
        return EffectRetried(key=ask.key, kind=facts.kind)

    def verify(self, ask: RetryEffectAsk, facts: RetryFacts, result: EffectRetried) -> None:
        ensure(not is_dead(result.key), "it is on its way again")
