"""Approve a claim by silence: we did not decide in time, so it is approved as submitted."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import decided, letter


class ApproveBySilenceAsk(Ask):
    """Which claim was not decided in time."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])


class ApprovedBySilence(Result):
    """The claim and what it comes to, all of it."""

    claim: str
    allowed: Money


@register
class ApproveBySilence(Operation[ApproveBySilenceAsk, policy.ClaimRecord, ApprovedBySilence]):
    """Count a claim as approved just as it was submitted once the days of the law are over."""

    name = "dealers.approve_by_silence"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ApproveBySilenceAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: ApproveBySilenceAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_approve_by_silence(facts, self.today)

    def execute(
        self, ask: ApproveBySilenceAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ApprovedBySilence:
        claim = DealerClaim.objects.get(number=facts.number)
        for row in claim.lines.all():
            row.allowed_cents, row.allowed_hours = row.claimed_cents, row.hours
            row.rule, row.grounds = "silence", []
            row.save()
        claim.by_silence = True
        decided(self, claim, "approved", facts.claimed)
        told = decision.says
        self.run(SendNotice, letter(facts.number, facts.party, "dealer_claim_approved", told))
        return ApprovedBySilence(claim=facts.number, allowed=facts.claimed)

    def verify(
        self, ask: ApproveBySilenceAsk, facts: policy.ClaimRecord, result: ApprovedBySilence
    ) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.allowed == card.claimed == result.allowed, "all of it is allowed")
        ensure(card.decision == "approved" and card.by_silence, "because we were silent")
