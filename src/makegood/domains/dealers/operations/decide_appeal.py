"""Decide an appeal: somebody other than the first reviewer looks at the claim again."""

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
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Appeal, ClaimLine, DealerClaim
from makegood.domains.dealers.models.asked import JudgedAsk
from makegood.domains.dealers.models.facts import lock_claim
from makegood.domains.dealers.operations import agreed, letter
from makegood.domains.dealers.telling import about


class DecideAppealAsk(Ask):
    """Which claim, what the second reviewer says, and the lines that are changed."""

    claim: Ref[DealerClaim] = Field(description="The claim.", examples=["DCL-2201"])
    answer: str = Field(
        description="What the second reviewer says.", examples=["The clock shows 0.95 h."],
        min_length=3, max_length=1000,
    )  # fmt: skip
    judged: tuple[JudgedAsk, ...] = Field(
        (), description="The lines of which more is allowed.", max_length=70,
        examples=[[{"line": 1, "amount": "90.25", "why": "The clock shows it."}]],
    )  # fmt: skip


class AppealDecided(Result):
    """Whether the first decision was changed, and by how much."""

    claim: str
    is_changed: bool
    extra: Money


@register
class DecideAppeal(Operation[DecideAppealAsk, policy.ClaimRecord, AppealDecided]):
    """Let the first decision stand or allow more, and tell the dealer in writing."""

    name = "dealers.decide_appeal"
    needs = Needs(level=V0, standing=staff_only(), authority="dealer_claim", automated=False)
    retention = "ledger_7y"

    def gather(self, ask: DecideAppealAsk) -> policy.ClaimRecord:
        return lock_claim(ask.claim, self.today)

    def decide(self, ask: DecideAppealAsk, facts: policy.ClaimRecord) -> Decision:
        judged = [one.judged for one in ask.judged]
        return policy.may_decide_appeal(facts, judged, reviewer=self.actor.name, today=self.today)

    def execute(
        self, ask: DecideAppealAsk, facts: policy.ClaimRecord, decision: Decision
    ) -> AppealDecided:
        claim = DealerClaim.objects.get(number=facts.number)
        before = facts.allowed
        for one in ask.judged:
            row = ClaimLine.objects.get(claim=claim, place=one.line)
            row.allowed_cents, row.rule, row.answer = one.amount.cents, "appeal", one.why
            row.grounds = [] if one.amount == row.claimed else row.grounds
            row.save()
        after = lock_claim(facts.number, self.today).allowed
        extra = after - before
        Appeal.objects.filter(claim=claim).update(
            decided_at=self.now, decided_by=self.actor.name, changed=bool(extra), answer=ask.answer
        )
        self.keep_promise("dealer_appeal", claim.ref)
        agreed(self, claim, extra, at_once=True)
        said = about(facts.number, "reviewer_says", answer=ask.answer.rstrip(". "))
        told = [*decision.says, said]
        self.run(SendNotice, letter(facts.number, facts.party, "dealer_appeal_decided", told))
        return AppealDecided(claim=facts.number, is_changed=bool(extra), extra=extra)

    def verify(
        self, ask: DecideAppealAsk, facts: policy.ClaimRecord, result: AppealDecided
    ) -> None:
        card = queries.claim_card(facts.number)
        ensure(card.appeal is not None and card.appeal.decided_at == self.now, "it is decided")
        ensure(card.allowed == facts.allowed + result.extra, "and allows what was told")
        ensure(self.actor.name != card.decided_by, "by somebody who did not decide first")
