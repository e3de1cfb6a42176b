"""Enrol a dealer: a party that sells and repairs our products under an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Dealer
from makegood.domains.parties.models import Account, Party
from makegood.domains.parties.queries import accounts_of, party_card


class EnrolDealerAsk(Ask):
    """Who the dealer is, on which account, and which models the dealer repairs."""

    party: Ref[Party] = Field(description="The dealer as a customer of ours.", examples=["C-4"])
    account: Ref[Account] = Field(description="The dealer's account.", examples=["40004"])
    models_repaired: tuple[str, ...] = Field(
        description="The models in the agreement.", examples=[["WM900", "DR800"]], min_length=1,
        max_length=50,
    )  # fmt: skip
    since: date = Field(description="The first day.", examples=["2025-01-01"])
    paid_for_labour: bool = Field(True, description="No for parts only.", examples=[True])
    number: str = Field(
        "", pattern=r"^(DL-[0-9]{1,9})?$", description="From former records.", examples=["DL-4"]
    )


@dataclass(frozen=True, slots=True)
class Enrolling:
    """The party, and whether it is a dealer already."""

    party: str
    is_known: bool


class DealerEnrolled(Result):
    """The dealer's number."""

    dealer: str


@register
class EnrolDealer(Operation[EnrolDealerAsk, Enrolling, DealerEnrolled]):
    """Put a dealer on record with the models the dealer repairs."""

    name = "dealers.enrol_dealer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: EnrolDealerAsk) -> Enrolling:
        party = party_card(ask.party).number
        if ask.account not in {one.number for one in accounts_of(party)}:
            raise NotFound("account", ask.account)
        known = Dealer.objects.select_for_update().filter(party=party).exists()
        return Enrolling(party, known)

    def decide(self, ask: EnrolDealerAsk, facts: Enrolling) -> Decision:
        return policy.may_enrol(
            ask.number or facts.party, is_known=facts.is_known, today=self.today
        )

    def execute(self, ask: EnrolDealerAsk, facts: Enrolling, decision: Decision) -> DealerEnrolled:
        row = Dealer.objects.create(
            number=ask.number or next_number("DL"), party=facts.party, account=ask.account,
            models_repaired=list(ask.models_repaired), paid_for_labour=ask.paid_for_labour,
            since=ask.since, enrolled_at=self.now, enrolled_by=self.actor.name,
        )  # fmt: skip
        self.record(f"dealer:{row.number}")
        return DealerEnrolled(dealer=row.number)

    def verify(self, ask: EnrolDealerAsk, facts: Enrolling, result: DealerEnrolled) -> None:
        card = queries.dealer_card(result.dealer)
        ensure(card.party == facts.party, "the dealer is on record")
        ensure(set(card.models_repaired) == set(ask.models_repaired), "with these models")
