"""Drop model calls: what a language model saw and said is kept no longer than we need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import ModelCall

_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OldCallFacts:
    """The calls that are old enough to go."""

    rows: tuple[int, ...]


class ModelCallsDropped(Result):
    """How many calls are no longer on record."""

    calls: int


@register
class DropModelCalls(Operation[Nothing, OldCallFacts, ModelCallsDropped]):
    """Forget what a language model was asked, when the time for looking at it is over."""

    name = "conversations.drop_model_calls"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: Nothing) -> OldCallFacts:
        days = policy.clause("MDL-1", self.today).whole("kept_days")
        old = ModelCall.objects.filter(at__lte=self.now - timedelta(days=days)).order_by("pk")
        return OldCallFacts(tuple(old.values_list("pk", flat=True)[:_MOST_AT_ONCE]))

    def decide(self, ask: Nothing, facts: OldCallFacts) -> Decision:
        return allow(clauses=[policy.clause("MDL-1", self.today)])

    def execute(self, ask: Nothing, facts: OldCallFacts, decision: Decision) -> ModelCallsDropped:
        ModelCall.objects.filter(pk__in=facts.rows).delete()
        if len(facts.rows) == _MOST_AT_ONCE:  # there may be more of them
            self.later(self.name, {}, at=self.now, key=f"{self.name}:after:{self.act}")
        return ModelCallsDropped(calls=len(facts.rows))

    def verify(self, ask: Nothing, facts: OldCallFacts, result: ModelCallsDropped) -> None:
        ensure(not ModelCall.objects.filter(pk__in=facts.rows).exists(), "none of them is kept")
