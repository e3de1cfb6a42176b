"""Argue a line: a dealer says in its own words what it sees differently in one line of a claim."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.asked import LineAnswerAsk
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations.review_adjustment import (
    ReviewAdjustment,
    ReviewAdjustmentAsk,
)


class ArgueLineAsk(Ask):
    """Which line of which claim, and what the dealer sees differently."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    line: str = Field(
        description="The line, by its number or by what it is: labour, part, trip or freight.",
        examples=["labour"], min_length=1, max_length=12,
    )  # fmt: skip
    argument: str = Field(
        description="What you see differently.", examples=["The tub had to come out."],
        min_length=3, max_length=1000,
    )  # fmt: skip


class LineArgued(Result):
    """The line that is argued about now."""

    claim: str
    line: int


@register
class ArgueLine(Operation[ArgueLineAsk, policy.ClaimRecord, LineArgued]):
    """Argue about one line of a decided claim; somebody of ours answers it."""

    name = "dealers.argue_line"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ArgueLineAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: ArgueLineAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_argue(facts, ask.line, ask.argument, self.today)

    def execute(
        self, ask: ArgueLineAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> LineArgued:
        (place,) = policy.lines_meant(facts, ask.line)
        said = LineAnswerAsk(line=place, accepts=False, argument=ask.argument)
        self.run(ReviewAdjustment, ReviewAdjustmentAsk(claim=ask.claim, answers=(said,)))
        self.record(f"dealer_claim:{facts.number}")
        return LineArgued(claim=facts.number, line=place)

    def verify(self, ask: ArgueLineAsk, facts: policy.ClaimRecord, result: LineArgued) -> None:
        lines = {one.place: one for one in queries.claim_card(facts.number).lines}
        ensure(lines[result.line].argument == ask.argument, "the argument is on the worksheet")
        ensure(lines[result.line].agreed_at is None, "and the line is open")
