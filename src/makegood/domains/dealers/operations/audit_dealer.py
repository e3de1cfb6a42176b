"""Audit a dealer: paid claims are drawn by chance, with a seed that anybody can draw again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Audit, Dealer
from makegood.domains.dealers.models.facts import lock_dealer


class AuditDealerAsk(Ask):
    """Which dealer, claims paid in which days, how many are drawn, and why."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-41"])
    first_day: date = Field(description="Paid from this day on.", examples=["2026-01-01"])
    last_day: date = Field(description="Paid up to this day.", examples=["2026-06-14"])
    size: int = Field(description="How many claims are drawn.", examples=[5], ge=1, le=200)
    why: str = Field(
        description="Why.", examples=["The yearly audit."], min_length=3, max_length=400
    )
    seed: str = Field(
        "", description="To draw the same claims again.", examples=["4f1d9a"], max_length=64
    )


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """The dealer's claims that may still be audited, and the seed that draws from them."""

    dealer: str
    party: str
    claims: tuple[str, ...]


class DealerAudited(Result):
    """The audit, among how many claims it drew, which ones, and with which seed."""

    audit: str
    among: int
    drawn: tuple[str, ...]
    seed: str


@register
class AuditDealer(Operation[AuditDealerAsk, AuditFacts, DealerAudited]):
    """Draw paid claims of a dealer by chance to look at; nothing is reckoned up to the others."""

    name = "dealers.audit_dealer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: AuditDealerAsk) -> AuditFacts:
        dealer = lock_dealer(ask.dealer)
        paid = queries.claims_paid(dealer.number, ask.first_day, ask.last_day)
        may = [one for one, on in paid.items() if policy.is_open_to_audit(on, self.today)]
        return AuditFacts(dealer.number, dealer.party, tuple(may))

    def decide(self, ask: AuditDealerAsk, facts: AuditFacts) -> Decision:
        return policy.may_audit(facts.claims, ask.size, self.today)

    def execute(self, ask: AuditDealerAsk, facts: AuditFacts, decision: Decision) -> DealerAudited:
        seed = ask.seed or token_hex(8)
        drawn = policy.audited(facts.claims, ask.size, seed)
        row = Audit.objects.create(
            number=next_number("AU"), dealer=Dealer.objects.get(number=facts.dealer),
            first_day=ask.first_day, last_day=ask.last_day, seed=seed, among=len(facts.claims),
            drawn=list(drawn), why=ask.why, begun_at=self.now, begun_by=self.actor.name,
        )  # fmt: skip
        self.tell(policy.drawn_told(row.number, drawn, facts.claims, seed, self.today))
        for reference in (f"dealer_audit:{row.number}", f"dealer:{facts.dealer}"):
            self.record(reference)
        return DealerAudited(audit=row.number, among=row.among, drawn=drawn, seed=seed)

    def verify(self, ask: AuditDealerAsk, facts: AuditFacts, result: DealerAudited) -> None:
        card = queries.audit_card(result.audit)
        again = policy.audited(facts.claims, ask.size, card.seed)
        ensure(card.drawn == again, "the seed draws the same claims again")
        ensure(set(card.drawn) <= set(facts.claims), "all of them may be audited")
