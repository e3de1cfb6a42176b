"""Settle a parcel that came back: refused, it is cancelled and paid; else it waits to go again."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Shipment, close_searches_of, turned_facts
from makegood.domains.ordering.policy import TurnedFacts
from makegood.domains.ordering.taking_back import (
    cancel_turned,
    claim_all,
    hold_for_address,
    take_back,
)

_DAMAGED = policy.DAMAGED, "Damaged on its way."
_LOST = policy.LOST, "Lost on its way back."


class TakeInParcelAsk(Ask):
    """Which parcel is here again or never will be, and how its goods are."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])
    intact: bool = Field(description="Whether its goods can be sold as new.", examples=[True])
    is_here: bool = Field(
        True, description="Whether it is here; not, where it was lost on its way back.",
        examples=[True],
    )  # fmt: skip

    @model_validator(mode="after")
    def _is_only_intact_here(self) -> Self:
        if self.intact and not self.is_here:
            raise ValueError("intact: false for a parcel that is not here")
        return self


class ParcelTakenIn(Result):
    """The parcel, and how far its order is now."""

    shipment: str
    order: str
    state: str


@register
class TakeInParcel(Operation[TakeInParcelAsk, TurnedFacts, ParcelTakenIn]):
    """Take in a parcel that came back, and settle it with the customer."""

    name = "ordering.take_in_parcel"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: TakeInParcelAsk) -> TurnedFacts:
        return turned_facts(ask.shipment)

    def decide(self, ask: TakeInParcelAsk, facts: TurnedFacts) -> Decision:
        turned_on = facts.turned_on or self.today
        days = policy.clause("DLV-7", turned_on).whole("back_days")
        due = company_calendar().add_business_days(turned_on, days)
        return policy.may_take_in(facts, is_here=ask.is_here, due=due, today=self.today)

    def execute(
        self, ask: TakeInParcelAsk, facts: TurnedFacts, decision: Decision
    ) -> ParcelTakenIn:
        if not ask.intact:
            kind, note = _DAMAGED if ask.is_here else _LOST
            claim_all(self, facts.number, facts.pieces, kind, note)
        row = Shipment.objects.get(number=facts.number)
        take_back(self, row, policy.CAME_BACK, is_here=ask.intact)
        self.keep_promise("turned_back", f"shipment:{facts.number}")
        close_searches_of(self, facts.number, policy.CAME_BACK)
        acts.tell_of_order(self, facts.order, facts.party, "parcel_search", decision.says)
        if facts.why == policy.UNDELIVERABLE:
            hold_for_address(self, facts)
        else:
            cancel_turned(self, facts)
        self.record(f"order:{facts.order}")
        state = queries.order_card(facts.order).state
        return ParcelTakenIn(shipment=facts.number, order=facts.order, state=state)

    def verify(self, ask: TakeInParcelAsk, facts: TurnedFacts, result: ParcelTakenIn) -> None:
        ensure(
            queries.shipment_card(facts.number).undone_as == policy.CAME_BACK, "it is here again"
        )
        if facts.why != policy.UNDELIVERABLE:
            return
        for line in queries.supply_of(facts.order):
            ensure(line.pieces == line.to_send, "and its goods are kept for this order again")
