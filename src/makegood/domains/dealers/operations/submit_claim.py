"""Submit a claim: a dealer says what was repaired, and each line is checked at once."""

from __future__ import annotations

from datetime import date

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models.asked import SubmitClaimAsk
from makegood.domains.dealers.models.submitting import Submission, keep_submission, submission_of
from makegood.domains.dealers.operations import follow_submission


class ClaimSubmitted(Result):
    """The claim's number, what it claims, what the checks allow, and until when it is decided."""

    claim: str
    state: str
    claimed: Money
    allowed: Money
    decide_by: date


@register
class SubmitClaim(Operation[SubmitClaimAsk, Submission, ClaimSubmitted]):
    """Take a dealer's claim for a repair, check every line, and say until when it is decided."""

    name = "dealers.submit_claim"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: SubmitClaimAsk) -> Submission:
        return submission_of(ask, today=self.today, at=self.now)

    def decide(self, ask: SubmitClaimAsk, facts: Submission) -> Decision:
        return policy.may_submit(
            facts.repair, facts.checked, other=facts.other, completes=facts.completes,
            answer=ask.answer,
        )  # fmt: skip

    def execute(self, ask: SubmitClaimAsk, facts: Submission, decision: Decision) -> ClaimSubmitted:
        claim, coming_back = keep_submission(ask, facts, at=self.now, by=self.actor.name)
        due = follow_submission(self, claim, facts, coming_back, ask.papers)
        return ClaimSubmitted(
            claim=claim.number, state=claim.state, claimed=facts.checked.claimed,
            allowed=facts.checked.allowed, decide_by=due,
        )  # fmt: skip

    def verify(self, ask: SubmitClaimAsk, facts: Submission, result: ClaimSubmitted) -> None:
        card = queries.claim_card(result.claim)
        ensure(card.state == result.state, "the claim is where it was said to be")
        ensure(card.claimed == result.claimed, "its lines come to what is claimed")
        ensure(card.serial == ask.serial, "it is for this piece")
