"""Agree terms with a dealer: what an hour of labour and a part are paid from a day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import NotNegative
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Dealer, DealerAgreement
from makegood.domains.dealers.models.facts import dealer_facts
from makegood.domains.dealers.operations import who_agrees


class AgreeTermsAsk(Ask):
    """With whom, from which day, and what."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-4"])
    starts_on: date = Field(description="The first day it holds.", examples=["2026-07-01"])
    labour_rate: NotNegative = Field(
        description="What an hour of labour is paid.", examples=["95.00"]
    )
    markup: Decimal = Field(
        description="What is added to the dealer cost of a part, in per cent.", examples=["30"],
        ge=0, le=100, decimal_places=2,
    )  # fmt: skip
    mile: NotNegative | None = Field(
        None, description="What a mile of a trip is paid; as usual when empty.", examples=["1.50"]
    )


class TermsAgreed(Result):
    """The dealer and from when on the terms hold."""

    dealer: str
    starts_on: date


@register
class AgreeTerms(Operation[AgreeTermsAsk, policy.DealerFacts, TermsAgreed]):
    """Agree a labour rate and a mark-up with a dealer; repairs before that day keep the old one."""

    name = "dealers.agree_terms"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: AgreeTermsAsk) -> policy.DealerFacts:
        return dealer_facts(ask.dealer)

    def decide(self, ask: AgreeTermsAsk, facts: policy.DealerFacts) -> Decision:
        return policy.may_agree(
            facts, starts_on=ask.starts_on, rate=ask.labour_rate, markup=ask.markup, mile=ask.mile,
            approves=who_agrees(self.actor), today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: AgreeTermsAsk, facts: policy.DealerFacts, decision: Decision
    ) -> TermsAgreed:
        DealerAgreement.objects.create(
            dealer=Dealer.objects.get(number=facts.number), starts_on=ask.starts_on,
            currency=ask.labour_rate.currency, labour_rate_cents=ask.labour_rate.cents,
            markup=ask.markup, mile_cents=None if ask.mile is None else ask.mile.cents,
            agreed_at=self.now, agreed_by=self.actor.name,
        )  # fmt: skip
        self.record(f"dealer:{facts.number}")
        return TermsAgreed(dealer=facts.number, starts_on=ask.starts_on)

    def verify(self, ask: AgreeTermsAsk, facts: policy.DealerFacts, result: TermsAgreed) -> None:
        agreed = {one.starts_on: one for one in queries.dealer_card(facts.number).agreements}
        ensure(agreed[ask.starts_on].labour_rate == ask.labour_rate, "the rate holds from that day")
