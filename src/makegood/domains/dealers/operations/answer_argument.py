"""Answer an argument: somebody of ours replies to what a dealer sees differently in a line."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money, NotNegative
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import ClaimLine, DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import letter
from makegood.domains.dealers.telling import about


class AnswerArgumentAsk(Ask):
    """Which line, what we say to the argument, and what we offer."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    line: int = Field(description="The line.", examples=[1], ge=1)
    answer: str = Field(
        description="What we say to it.", examples=["The clock shows 0.95 h; that is paid."],
        min_length=3, max_length=1000,
    )  # fmt: skip
    offer: NotNegative | None = Field(
        None, description="What we offer for the line; empty to stay.", examples=["90.25"]
    )


class ArgumentAnswered(Result):
    """What the line is worth to the dealer who accepts it."""

    claim: str
    line: int
    offered: Money


@register
class AnswerArgument(Operation[AnswerArgumentAsk, policy.ClaimRecord, ArgumentAnswered]):
    """Answer a dealer's argument about a line, with an offer or with why we stay."""

    name = "dealers.answer_argument"
    needs = Needs(level=V0, standing=staff_only(), authority="dealer_claim", automated=False)
    retention = "orders_7y"

    def gather(self, ask: AnswerArgumentAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: AnswerArgumentAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_answer_argument(facts, ask.line, ask.offer, self.today)

    def execute(
        self, ask: AnswerArgumentAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ArgumentAnswered:
        row = ClaimLine.objects.get(claim__number=facts.number, place=ask.line)
        row.offered_cents = row.allowed_cents if ask.offer is None else ask.offer.cents
        row.answer, row.answered_at, row.answered_by = ask.answer, self.now, self.actor.name
        row.save()
        answered = about(facts.number, "answered", line=ask.line, answer=ask.answer.rstrip(". "))
        told = [*decision.says, answered]
        self.run(SendNotice, letter(facts.number, facts.party, "dealer_claim_answered", told))
        self.record(f"dealer_claim:{facts.number}")
        offered = Money(row.offered_cents, facts.claimed.currency)
        return ArgumentAnswered(claim=facts.number, line=ask.line, offered=offered)

    def verify(
        self, ask: AnswerArgumentAsk, facts: policy.ClaimRecord, result: ArgumentAnswered
    ) -> None:
        card = queries.claim_card(facts.number)
        line = next(one for one in card.lines if one.place == ask.line)
        ensure(line.offered == result.offered, "the offer is on record")
        ensure(line.answer == ask.answer, "with what we said")
