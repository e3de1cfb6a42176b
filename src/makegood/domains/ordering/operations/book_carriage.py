"""Book a carriage: the goods go with this carrier, which makes a label for them."""

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
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Carriage, lock_booking
from makegood.domains.ordering.policy import BookingFacts


class BookCarriageAsk(Ask):
    """Which goods, and with which service; the one that serves best when none is named."""

    carriage: Ref[Carriage] = Field(description="The carriage.", examples=["CG-1001"])
    service: str = Field(
        "", description="The service; the best one when empty.", examples=["MF-GROUND"],
        max_length=32,
    )  # fmt: skip


class CarriageBooked(Result):
    """The carrier and service, what it costs, and when the goods arrive."""

    carriage: str
    carrier: str
    service: str
    freight: Money
    arrives_on: date


@register
class BookCarriage(Operation[BookCarriageAsk, BookingFacts, CarriageBooked]):
    """Give goods to a carrier: the service is chosen, and the label asked for."""

    name = "ordering.book_carriage"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    undone_by = "ordering.void_carriage"

    def gather(self, ask: BookCarriageAsk) -> BookingFacts:
        return lock_booking(ask.carriage)

    def decide(self, ask: BookCarriageAsk, facts: BookingFacts) -> Decision:
        return policy.may_book(facts, ask.service, now=self.now, today=self.today)

    def execute(
        self, ask: BookCarriageAsk, booking: BookingFacts, decision: Decision
    ) -> CarriageBooked:
        facts = booking.carriage
        way, why = policy.best_of(facts, ask.service)
        row = Carriage.objects.get(number=facts.number)
        row.book(way, why)
        row.booked_at, row.booked_by = self.now, self.actor.name
        row.save()
        self.queue(
            kind="carrier.label", payload=queries.outgoing_label(facts.number),
            key=f"label:{facts.number}", then="ordering.record_carriage_label",
        )  # fmt: skip
        self.record(f"carriage:{facts.number}")
        self.record(f"order:{facts.order}")
        return CarriageBooked(
            carriage=facts.number, carrier=way.carrier, service=way.code, freight=way.price,
            arrives_on=way.arrives_on,
        )  # fmt: skip

    def verify(self, ask: BookCarriageAsk, _: BookingFacts, result: CarriageBooked) -> None:
        card = queries.carriage_card(ask.carriage)
        ensure((card.code, card.cost) == (result.service, result.freight), "booked at this price")
        ensure(card.state == "booked", "and it waits for its label")
