"""Compare carriers: ask each what it wants for goods of an order, and which serves best."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    WAREHOUSE,
    Carriage,
    PackedLines,
    SalesOrder,
    booked_of,
    lock_order,
)
from makegood.domains.ordering.policy import CompareFacts, Way
from makegood.domains.ordering.ports import Parcel, Rate, rates_of

_LINES = [{"line": "O-1041/1", "quantity": 1}]
Asked = tuple[Parcel, tuple[Rate, ...], tuple[str, ...]]


class CompareCarriersAsk(Ask):
    """Which goods of which order are to go; all that have not left when none are named."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    lines: PackedLines = Field(
        (), description="The goods; all that is left when empty.", examples=[_LINES], max_length=500
    )

    @property
    def pieces(self) -> dict[str, int]:
        """How many pieces of each order line are named."""
        return {one.line: one.quantity for one in self.lines}


class CarriersCompared(Result):
    """The carriage, the service that serves best, what it costs, and when the goods arrive."""

    carriage: str
    service: str
    freight: Money
    arrives_on: date


@register
class CompareCarriers(Operation[CompareCarriersAsk, CompareFacts, CarriersCompared]):
    """Ask the carriers what they want for goods, and say which of them serves best."""

    name = "ordering.compare_carriers"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    undone_by = "ordering.void_carriage"

    @classmethod
    def prepare(cls, ask: CompareCarriersAsk) -> Asked | None:
        if not SalesOrder.objects.filter(number=ask.order).exists():
            return None
        card = queries.order_card(ask.order)
        pieces = ask.pieces or queries.left_to_book(card)
        parcel = queries.parcel_of(card, pieces)
        return (parcel, *rates_of(parcel)) if pieces and parcel.grams else None

    def gather(self, ask: CompareCarriersAsk) -> CompareFacts:
        order = lock_order(ask.order, naming=ask.pieces)
        card = queries.order_card(ask.order)
        pieces = ask.pieces or queries.left_to_book(card)
        parcel = queries.parcel_of(card, pieces)
        asked = self.prepared if isinstance(self.prepared, tuple) else (parcel, (), ())
        rates: tuple[Rate, ...] = asked[1] if asked[0] == parcel else ()
        calendar, leaves = company_calendar(WAREHOUSE), self.today
        ways = tuple(
            Way(one.carrier, one.code, one.service, one.price,
                calendar.add_business_days(leaves, one.days))
            for one in rates
            if policy.may_carry(parcel, one)
        )  # fmt: skip
        return CompareFacts(
            order, pieces, booked_of(ask.order), parcel, queries.promised_on(ask.order), ways,
            asked[2],
        )  # fmt: skip

    def decide(self, ask: CompareCarriersAsk, facts: CompareFacts) -> Decision:
        return policy.may_compare(facts, self.today)

    def execute(
        self, ask: CompareCarriersAsk, facts: CompareFacts, decision: Decision
    ) -> CarriersCompared:
        row = Carriage.objects.create(
            number=next_number("CG"), order_id=facts.order.pk, pieces=dict(facts.pieces),
            grams=facts.parcel.grams, needs_signature=facts.parcel.needs_signature,
            promised_on=facts.promised_on, compared_at=self.now, compared_by=self.actor.name,
        )  # fmt: skip
        row.keep(facts.offered)
        self.record(f"carriage:{row.number}")
        best, _ = policy.chosen(facts.offered, facts.promised_on)
        return CarriersCompared(
            carriage=row.number, service=best.code, freight=best.price, arrives_on=best.arrives_on
        )

    def verify(
        self, ask: CompareCarriersAsk, facts: CompareFacts, result: CarriersCompared
    ) -> None:
        card = queries.carriage_card(result.carriage)
        ensure(dict(card.pieces) == dict(facts.pieces), "these goods are to go")
        ensure(result.service in {one.code for one in card.rates}, "and this was offered for them")
