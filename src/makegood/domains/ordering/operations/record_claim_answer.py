"""Record a claim's answer: what a carrier pays for goods that it damaged or lost, or why not."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import FREIGHT, freight_claim_paid
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import FreightClaim, lock_claim
from makegood.domains.ordering.policy import AnswerFacts


class RecordClaimAnswerAsk(Ask):
    """Which claim, what the carrier pays, and why it does not pay all."""

    claim: Ref[FreightClaim] = Field(description="The claim.", examples=["FC-1001"])
    paid: Amount | None = Field(
        None, description="What it pays; empty for nothing.", examples=["809.10"]
    )
    why: str = Field(
        "", description="Why not all of it.", examples=["The carton was too thin."], max_length=400
    )


class ClaimAnswered(Result):
    """The claim, and what of it came."""

    claim: str
    paid: Money
    given_up: Money


@register
class RecordClaimAnswer(Operation[RecordClaimAnswerAsk, AnswerFacts, ClaimAnswered]):
    """Record what a carrier pays of a claim of ours, or why it pays nothing."""

    name = "ordering.record_claim_answer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordClaimAnswerAsk) -> AnswerFacts:
        return lock_claim(ask.claim)

    def decide(self, ask: RecordClaimAnswerAsk, facts: AnswerFacts) -> Decision:
        return policy.may_answer(facts, ask.paid, ask.why, today=self.today)

    def execute(
        self, ask: RecordClaimAnswerAsk, facts: AnswerFacts, decision: Decision
    ) -> ClaimAnswered:
        about, paid = f"freight_claim:{facts.number}", ask.paid or facts.claimed - facts.claimed
        FreightClaim.objects.filter(number=facts.number).update(
            answered_at=self.now, answered_by=self.actor.name, paid_cents=paid.cents, answer=ask.why
        )
        if paid:
            posting = freight_claim_paid(paid, about=about)
            why = f"Claim {facts.number}, paid by the carrier"
            entry = Entry.of(posting, source=f"{about}:paid", on=self.today, memo=why)
            self.record(f"entry:{entry.number}")
        self.record(about)
        return ClaimAnswered(claim=facts.number, paid=paid, given_up=facts.claimed - paid)

    def verify(self, ask: RecordClaimAnswerAsk, facts: AnswerFacts, result: ClaimAnswered) -> None:
        card = queries.freight_claim_card(result.claim)
        ensure(card.paid == result.paid, "what it pays is on record")
        booked = ledger.balance_of(FREIGHT, about=f"freight_claim:{result.claim}")
        ensure(-booked == result.paid, "and makes freight so much cheaper in the books")
