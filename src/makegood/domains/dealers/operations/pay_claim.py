"""Pay a claim: what was approved and not yet paid is credited to the dealer's account."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.dealers import policy
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import letter
from makegood.domains.ledger import postings
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry


class PayClaimAsk(Ask):
    """Which claim is paid."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])


class ClaimPaid(Result):
    """What was credited now."""

    claim: str
    amount: Money


@register
class PayClaim(Operation[PayClaimAsk, policy.ClaimRecord, ClaimPaid]):
    """Credit what was approved of a claim to the dealer's account, and tell the dealer."""

    name = "dealers.pay_claim"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: PayClaimAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: PayClaimAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_pay(facts, self.today)

    def execute(self, ask: PayClaimAsk, facts: policy.ClaimRecord, decision: Decision) -> ClaimPaid:
        claim, left = DealerClaim.objects.get(number=facts.number), facts.booked - facts.paid
        posting = postings.claim_credited(left, party=facts.party, about=claim.ref)
        entry = Entry.of(
            posting, source=f"{claim.ref}:paid:{facts.booked.cents}", on=self.today,
            memo=f"Dealer claim {facts.number}",
        )  # fmt: skip
        claim.paid_cents, claim.paid_at = facts.booked.cents, self.now
        claim.save(update_fields=["paid_cents", "paid_at"])
        self.keep_promise("dealer_payment", claim.ref)
        told = decision.says
        self.run(SendNotice, letter(facts.number, facts.party, "dealer_claim_paid", told))
        self.record(claim.ref)
        self.record(f"entry:{entry.number}")
        return ClaimPaid(claim=facts.number, amount=left)

    def verify(self, ask: PayClaimAsk, facts: policy.ClaimRecord, result: ClaimPaid) -> None:
        about = f"dealer_claim:{facts.number}"
        owed = ledger.balance_of("2510", party=facts.party, about=about)
        ensure(not owed, "nothing of it is owed any more")
