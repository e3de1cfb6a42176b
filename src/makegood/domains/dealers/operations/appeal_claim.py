"""Appeal a claim's decision: the dealer asks a second reviewer."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import evening_of
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Appeal, DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import letter


class AppealClaimAsk(Ask):
    """Which claim, and why its decision is wrong."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    reason: str = Field(
        description="Why the decision is wrong.", examples=["The clock shows 1.5 hours."],
        min_length=3, max_length=2000,
    )  # fmt: skip


class ClaimAppealed(Result):
    """The claim, and until when the appeal is decided."""

    claim: str
    answer_by: date


@register
class AppealClaim(Operation[AppealClaimAsk, policy.ClaimRecord, ClaimAppealed]):
    """Ask that somebody other than the first reviewer decides a claim."""

    name = "dealers.appeal_claim"
    needs = Needs(level=V2, standing=holder("dealer_claims"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: AppealClaimAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: AppealClaimAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_appeal(facts, self.today)

    def execute(
        self, ask: AppealClaimAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ClaimAppealed:
        due, ref = policy.appeal_due(self.today), f"dealer_claim:{facts.number}"
        Appeal.objects.create(
            claim=DealerClaim.objects.get(number=facts.number), reason=ask.reason,
            appealed_at=self.now, appealed_by=self.actor.name, due_on=due,
        )  # fmt: skip
        self.promise(
            "dealer_appeal", subject=ref, party=facts.party, due=evening_of(due),
            sentence=decision.says[0],
        )  # fmt: skip
        told = decision.says
        self.run(SendNotice, letter(facts.number, facts.party, "dealer_appeal_taken", told))
        self.record(ref)
        return ClaimAppealed(claim=facts.number, answer_by=due)

    def verify(self, ask: AppealClaimAsk, facts: policy.ClaimRecord, result: ClaimAppealed) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.state == "appealed", "the claim is appealed")
        ensure(card.appeal is not None and card.appeal.due_on == result.answer_by, "with its day")
