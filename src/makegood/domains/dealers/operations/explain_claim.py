"""Explain a claim: every line with what was claimed, what is allowed, and by which rule."""

from __future__ import annotations

from datetime import date

from pydantic import Field, JsonValue

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.facts import lock_claim


class ExplainClaimAsk(Ask):
    """Which claim."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])


class ClaimExplained(Result):
    """The trace of the decision, line by line. Source: B49."""

    claim: str
    lines: tuple[dict[str, JsonValue], ...]
    total: dict[str, JsonValue]
    appeal_until: date | None


@register
class ExplainClaim(Operation[ExplainClaimAsk, policy.ClaimRecord, ClaimExplained]):
    """Tell a dealer how a claim stands, line by line, and what can be done about it."""

    name = "dealers.explain_claim"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: ExplainClaimAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: ExplainClaimAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.explained(facts, queries.claim_card(facts.number).told, self.today)

    def execute(
        self, ask: ExplainClaimAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ClaimExplained:
        self.record(f"dealer_claim:{facts.number}")
        return ClaimExplained.model_validate(queries.trace_of(queries.claim_card(facts.number)))

    def verify(
        self, ask: ExplainClaimAsk, facts: policy.ClaimRecord, result: ClaimExplained
    ) -> None:
        ensure(len(result.lines) == len(facts.lines), "every line is explained")
