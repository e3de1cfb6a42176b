"""Decide a claim: each line by the checks, or as a person judges it, told in writing."""

from __future__ import annotations

from datetime import date

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
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import DealerClaim
from makegood.domains.dealers.models.asked import JudgedAsk
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import decided, keep_checked, letter
from makegood.domains.dealers.telling import about
from makegood.domains.ledger import queries as ledger


class DecideClaimAsk(Ask):
    """Which claim, and the lines that a person judges instead of the checks."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    judged: tuple[JudgedAsk, ...] = Field(
        (), description="Lines judged by you.", max_length=70,
        examples=[[{"line": 1, "amount": "90.25", "why": "The clock shows it."}]],
    )  # fmt: skip


class ClaimDecided(Result):
    """The decision, what is allowed of what was claimed, and until when it may be appealed."""

    claim: str
    decision: str
    claimed: Money
    allowed: Money
    adjustment: Money
    appeal_until: date | None


@register
class DecideClaim(Operation[DecideClaimAsk, policy.ClaimRecord, ClaimDecided]):
    """Approve, adjust or deny a claim line by line, and tell the dealer in writing why."""

    name = "dealers.decide_claim"
    needs = Needs(level=V0, standing=staff_only(), authority="dealer_claim", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: DecideClaimAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: DecideClaimAsk, facts: policy.ClaimRecord) -> Decision:
        judged = [one.judged for one in ask.judged]
        return policy.may_decide(facts, facts.checked, judged, self.today)

    def execute(
        self, ask: DecideClaimAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> ClaimDecided:
        checked, claim = facts.checked, DealerClaim.objects.get(number=facts.number)
        judged = {one.line: one.amount for one in ask.judged}
        keep_checked(claim, checked, judged)
        total = decision.figure("allowed")
        name = "approved" if total == facts.claimed else "adjusted" if total else "denied"
        decided(self, claim, name, total)
        whys = [about(facts.number, "judged", line=one.line, why=one.why.rstrip(". "))
                for one in ask.judged]  # fmt: skip
        if total != facts.claimed:
            rules = ", ".join(rule.partition("@")[0] for rule in decision.clauses)
            whys.append(about(facts.number, "rests_on", rules=rules))
        self.run(SendNotice, letter(facts.number, facts.party, f"dealer_claim_{name}",
                                    [*decision.says, *whys]))  # fmt: skip
        return ClaimDecided(
            claim=facts.number, decision=name, claimed=facts.claimed, allowed=total,
            adjustment=total - facts.claimed,
            appeal_until=policy.appeal_until(self.today) if total != facts.claimed else None,
        )  # fmt: skip

    def verify(self, ask: DecideClaimAsk, facts: policy.ClaimRecord, result: ClaimDecided) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.decision == result.decision, "the claim is decided")
        ensure(card.allowed == result.allowed, "its lines come to what was told")
        owed = -ledger.balance_of("2510", party=facts.party, about=card.ref)
        ensure(owed >= result.allowed - facts.paid, "and the books owe it")
