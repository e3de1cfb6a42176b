"""Erase places: of old orders and of quotes never taken we forget where the goods went.

What came to that person by itself comes no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.ordering.models import (
    Quote,
    QuoteVersion,
    SalesOrder,
    Shipment,
    Subscription,
    end_subscription,
)
from makegood.domains.ordering.queries import order_card, quote_card, subscriptions_of
from makegood.domains.parties.models import Party
from makegood.handbook import book


class ErasePlacesAsk(Ask):
    """Whose orders and quotes, and which."""

    party: Ref[Party] = Field(description="Whose they are.", examples=["C-6"])
    orders: list[Ref[SalesOrder]] = Field(
        max_length=100_000, description="The orders.", examples=[["O-1041"]]
    )
    quotes: list[Ref[Quote]] = Field(
        max_length=100_000, description="The quotes.", examples=[["QT-1001"]]
    )


@dataclass(frozen=True, slots=True)
class PlacesFacts:
    """Those of the orders and quotes that are this party's."""

    orders: tuple[str, ...]
    quotes: tuple[str, ...]


class PlacesErased(Result):
    """Of which orders and quotes the place was forgotten."""

    orders: tuple[str, ...]
    quotes: tuple[str, ...]


@register
class ErasePlaces(Operation[ErasePlacesAsk, PlacesFacts, PlacesErased]):
    """Forget the address on a person's old orders and on quotes that were never taken."""

    name = "ordering.erase_places"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"
    only_inside = True

    def gather(self, ask: ErasePlacesAsk) -> PlacesFacts:
        orders = SalesOrder.objects.select_for_update().filter(party=ask.party)
        quotes = Quote.objects.select_for_update().filter(party=ask.party)
        named = orders.filter(number__in=ask.orders).order_by("pk")
        offered = quotes.filter(number__in=ask.quotes).order_by("pk")
        return PlacesFacts(
            tuple(named.values_list("number", flat=True)),
            tuple(offered.values_list("number", flat=True)),
        )

    def decide(self, ask: ErasePlacesAsk, facts: PlacesFacts) -> Decision:
        return allow(clauses=[book().clause("PRV-7", on=self.today)])

    def execute(self, ask: ErasePlacesAsk, facts: PlacesFacts, decision: Decision) -> PlacesErased:
        SalesOrder.objects.filter(number__in=facts.orders).update(
            line1="", line2="", locality="", postal_code="", po_number=""
        )
        Shipment.objects.filter(order__number__in=facts.orders).update(goes_to=None)
        QuoteVersion.objects.filter(quote__number__in=facts.quotes).update(ship_to={})
        for kind, numbers in (("order", facts.orders), ("quote", facts.quotes)):
            for number in numbers:
                self.record(f"{kind}:{number}")
        running = Subscription.objects.select_for_update().filter(party=ask.party, stopped_at=None)
        for number in running.order_by("pk").values_list("number", flat=True):
            end_subscription(self, number, "erased")
        return PlacesErased(orders=facts.orders, quotes=facts.quotes)

    def verify(self, ask: ErasePlacesAsk, facts: PlacesFacts, result: PlacesErased) -> None:
        places = [order_card(one).ship_to.line1 for one in facts.orders]
        offered = [quote_card(one).ship_to for one in facts.quotes]
        ensure(not any((*places, *offered)), "no place of theirs is kept")
        ended = [one.stopped_on for one in subscriptions_of(ask.party)]
        ensure(None not in ended, "and nothing comes to them by itself")
