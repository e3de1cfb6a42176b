"""Charge back a paid claim: with evidence, for that claim alone, and within the law's time."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Audit, ChargeBack, DealerClaim
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import letter
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry


class ChargeBackClaimAsk(Ask):
    """Which claim, how much of it, on which ground, and what shows it."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    amount: Amount = Field(description="What is taken back.", examples=["137.12"])
    ground: str = Field(
        description="Why it should not have been paid.", min_length=3, max_length=400,
        examples=["The customer says that nobody came."],
    )  # fmt: skip
    evidence: tuple[str, ...] = Field(
        (), description="The papers that show it.", examples=[["DC-1012"]], max_length=20
    )
    is_fraud: bool = Field(False, description="Whether there was fraud.", examples=[False])
    audit: Ref[Audit] | None = Field(
        None, description="The audit that found it.", examples=["AU-1001"]
    )


class ClaimChargedBack(Result):
    """What the dealer owes again."""

    claim: str
    amount: Money


@register
class ChargeBackClaim(Operation[ChargeBackClaimAsk, policy.ClaimRecord, ClaimChargedBack]):
    """Take back what was paid for a claim that should not have been, and tell the dealer why."""

    name = "dealers.charge_back"
    needs = Needs(level=V0, standing=staff_only(), authority="dealer_claim", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: ChargeBackClaimAsk) -> policy.ClaimRecord:
        facts = lock_claim(ask.claim, self.today)
        if ask.audit and queries.audit_card(ask.audit).dealer != facts.dealer:
            raise NotFound("dealer_audit", ask.audit)
        return facts

    def decide(self, ask: ChargeBackClaimAsk, facts: policy.ClaimRecord) -> Decision:
        return policy.may_charge_back(
            facts, ask.amount, ask.ground, has_evidence=bool(ask.evidence),
            is_fraud=ask.is_fraud, today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: ChargeBackClaimAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ClaimChargedBack:
        row = ChargeBack.objects.create(
            claim=DealerClaim.objects.get(number=facts.number), amount_cents=ask.amount.cents,
            ground=ask.ground, evidence=list(ask.evidence), is_fraud=ask.is_fraud,
            audit=Audit.objects.filter(number=ask.audit or "").first(),
            charged_at=self.now, charged_by=self.actor.name,
        )  # fmt: skip
        ref = f"dealer_claim:{facts.number}"
        posting = postings.claim_charged_back(ask.amount, party=facts.party, about=ref)
        entry = Entry.of(
            posting, source=f"{ref}:charged_back:{row.pk}", on=self.today,
            memo=f"Charge-back of {facts.number}",
        )  # fmt: skip
        told = decision.says
        self.run(SendNotice, letter(facts.number, facts.party, "dealer_claim_charged_back", told))
        self.record(ref)
        self.record(f"entry:{entry.number}")
        return ClaimChargedBack(claim=facts.number, amount=ask.amount)

    def verify(
        self, ask: ChargeBackClaimAsk, facts: policy.ClaimRecord, result: ClaimChargedBack
    ) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.state == "charged_back", "the claim is charged back")
        ensure(card.charged_back == facts.charged_back + ask.amount, "by what was told")
