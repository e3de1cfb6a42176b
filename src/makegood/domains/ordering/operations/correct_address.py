"""Correct an address by a carrier's word: where what is under way or waits goes, and its fee."""

from __future__ import annotations

from django.db.models import F
from pydantic import Field, field_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    Carriage,
    OrderChange,
    SalesOrder,
    Shipment,
    ShipToAsk,
    address_facts,
)
from makegood.domains.ordering.operations.make_quote import PLACE
from makegood.domains.ordering.operations.void_carriage import give_up
from makegood.domains.ordering.policy import AddressFacts


class CorrectAddressAsk(Ask):
    """Which parcel, or order that waits, where it goes, and what the carrier asks for that."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-1041"])
    shipment: Ref[Shipment] | None = Field(
        None, description="The shipment, where it has left.", examples=["SH-3001"]
    )
    place: ShipToAsk = Field(description="Where it goes now.", examples=[PLACE])
    fee: Money = Field(
        default_factory=Money.zero,
        examples=["18.00"],
        description="What the carrier asks for it; nothing when empty.",
    )

    @field_validator("fee")
    @classmethod
    def _costs_nothing_or_more(cls, fee: Money) -> Money:
        if fee.cents < 0:
            raise ValueError("an amount of zero or more, such as 18.00")
        return fee

    @property
    def written(self) -> str:
        """The place in one line."""
        town = f"{self.place.locality}, {self.place.region} {self.place.postal_code}"
        return ", ".join(filter(None, (self.place.line1, self.place.line2, town)))


class AddressCorrected(Result):
    """The parcel or its order, and what the carrier asks us for the correction."""

    shipment: str
    order: str
    fee: Money


@register
class CorrectAddress(Operation[CorrectAddressAsk, AddressFacts, AddressCorrected]):
    """Change the address that a carrier corrected; its fee is ours, and the customer is told."""

    name = "ordering.correct_address"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: CorrectAddressAsk) -> AddressFacts:
        return address_facts(ask.order, ask.shipment or "")

    def decide(self, ask: CorrectAddressAsk, facts: AddressFacts) -> Decision:
        state = (ask.place.region, ask.place.country)
        return policy.may_correct(facts, ask.written, state, ask.fee, self.today)

    def execute(
        self, ask: CorrectAddressAsk, facts: AddressFacts, decision: Decision
    ) -> AddressCorrected:
        order = SalesOrder.objects.get(number=facts.order)
        own = Shipment.objects.filter(number=facts.shipment, goes_to__isnull=False)
        if not own.update(goes_to=ask.place.model_dump()):  # else its order goes elsewhere
            SalesOrder.objects.filter(pk=order.pk).update(**ask.place.model_dump())
            give_up(self, facts.order, facts.waiting)
        if facts.shipment:
            Carriage.objects.filter(shipment__number=facts.shipment).update(
                cost_cents=F("cost_cents") + ask.fee.cents
            )
            self.record(f"shipment:{facts.shipment}")
        OrderChange.objects.create(
            order=order, kind="address", cause="carrier", at=self.now, by=self.actor.name,
            what={"shipment": facts.shipment, "ship_to": ask.written, "fee": str(ask.fee.amount)},
            total_before_cents=order.total_cents, total_after_cents=order.total_cents,
        )  # fmt: skip
        self.record(f"order:{facts.order}")
        acts.tell_of_order(self, facts.order, facts.party, "parcel_search", decision.says)
        return AddressCorrected(shipment=facts.shipment, order=facts.order, fee=ask.fee)

    def verify(self, ask: CorrectAddressAsk, facts: AddressFacts, result: AddressCorrected) -> None:
        card = queries.order_card(facts.order)
        sent = queries.shipment_card(facts.shipment).goes_to if facts.shipment else None
        goes = sent or card.ship_to
        ensure(goes.line1 == ask.place.line1, "it goes where the carrier found")
        ensure(card.total == queries.changes_of(facts.order)[-1].after, "and costs what it did")
