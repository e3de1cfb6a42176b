"""Review an adjustment with the dealer: each line is accepted, or argued about."""

from __future__ import annotations

from pydantic import Field, field_validator

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import ClaimLine, DealerClaim
from makegood.domains.dealers.models.asked import LineAnswerAsk
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.models.signing import lock_worksheet
from makegood.domains.dealers.operations import agreed, letter
from makegood.domains.dealers.policy import Side

_ANSWERS = [{"line": 1, "accepts": False, "argument": "The tub had to come out."}]


class ReviewAdjustmentAsk(Ask):
    """Which claim, and what the dealer says of each line."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    answers: tuple[LineAnswerAsk, ...] | None = Field(
        None, description="What you say of each line; every line is accepted when empty.",
        examples=[_ANSWERS], min_length=1, max_length=70,
    )  # fmt: skip

    @field_validator("answers")
    @classmethod
    def _each_line_once(
        cls, answers: tuple[LineAnswerAsk, ...] | None
    ) -> tuple[LineAnswerAsk, ...] | None:
        if answers and len({one.line for one in answers}) < len(answers):
            raise ValueError("each line at most once")
        return answers


class AdjustmentReviewed(Result):
    """What is allowed now, what is added once both signed, and whether both agree on all lines."""

    claim: str
    allowed: Money
    extra: Money
    is_agreed: bool


@register
class ReviewAdjustment(Operation[ReviewAdjustmentAsk, policy.ClaimRecord, AdjustmentReviewed]):
    """Accept a claim's lines as allowed or offered, or argue about them line by line."""

    name = "dealers.review_adjustment"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "ledger_7y"

    def gather(self, ask: ReviewAdjustmentAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: ReviewAdjustmentAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_review(facts, _said(ask, facts), self.today)

    def execute(
        self, ask: ReviewAdjustmentAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> AdjustmentReviewed:
        claim = DealerClaim.objects.get(number=facts.number)
        said = _said(ask, facts)
        for one in said:
            line = facts.line(one.line)
            row = ClaimLine.objects.filter(claim=claim, place=one.line)
            if line is not None and one.accepts:
                row.update(agreed_at=self.now)
            else:
                row.update(argument=one.argument, argued_at=self.now, agreed_at=None,
                           answer="", answered_at=None)  # fmt: skip
        extra = policy.extra_of(facts, said)
        is_agreed = not claim.lines.filter(agreed_at=None).exists()
        if not lock_worksheet(facts.number, self.today).has_signed(Side.DEALER):
            self.release_promise("dealer_signature", claim.ref)
        self.record(claim.ref)
        if is_agreed and not extra:
            agreed(self, claim, extra, at_once=True)
            told = decision.says
            self.run(SendNotice, letter(facts.number, facts.party, "dealer_claim_agreed", told))
        return AdjustmentReviewed(
            claim=facts.number, allowed=facts.allowed, extra=extra, is_agreed=is_agreed
        )

    def verify(
        self, ask: ReviewAdjustmentAsk, facts: policy.ClaimRecord, result: AdjustmentReviewed
    ) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.allowed == result.allowed, "what is allowed is what was told")
        lines = {one.place: one for one in card.lines}
        ensure(
            all(
                (lines[one.line].agreed_at is not None) == one.accepts for one in _said(ask, facts)
            ),
            "each line stands as the dealer said",
        )


def _said(ask: ReviewAdjustmentAsk, facts: policy.ClaimRecord) -> tuple[policy.Answer, ...]:
    """What is said of each line; where nothing was, that all still open are accepted."""
    if ask.answers is not None:
        return tuple(one.answer for one in ask.answers)
    return tuple(policy.Answer(one.place, True, "") for one in facts.lines if not one.is_agreed)
