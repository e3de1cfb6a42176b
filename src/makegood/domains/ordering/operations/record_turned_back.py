"""Record that a parcel turned back: it was refused at the door, or could not be brought."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import evening_of, morning_of
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Scan, Shipment, close_searches_of, turned_facts
from makegood.domains.ordering.policy import TurnedFacts


class TurnedBackAs(StrEnum):
    """Why: not wanted any more, damaged at the door, or nobody was found at that address."""

    UNWANTED = policy.UNWANTED
    DAMAGED = policy.DAMAGED
    UNDELIVERABLE = policy.UNDELIVERABLE


class RecordTurnedBackAsk(Ask):
    """Which parcel, why it comes back, and what the driver noted."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])
    why: TurnedBackAs = Field(description="Why it comes back.", examples=["unwanted"])
    place: str = Field(
        "Door", description="Where that was.", examples=["Harlow"], min_length=1, max_length=80
    )
    note: str = Field(
        "", description="What the driver noted.", examples=["No such street."], max_length=400
    )


class TurnedBackRecorded(Result):
    """The parcel that comes back, and of which order it is."""

    shipment: str
    order: str


@register
class RecordTurnedBack(Operation[RecordTurnedBackAsk, TurnedFacts, TurnedBackRecorded]):
    """Note that a parcel comes back to us, and tell the customer what follows."""

    name = "ordering.record_turned_back"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordTurnedBackAsk) -> TurnedFacts:
        return turned_facts(ask.shipment)

    def decide(self, ask: RecordTurnedBackAsk, facts: TurnedFacts) -> Decision:
        return policy.may_turn_back(facts, ask.why, self._due, self.today)

    def execute(
        self, ask: RecordTurnedBackAsk, facts: TurnedFacts, decision: Decision
    ) -> TurnedBackRecorded:
        row = Shipment.objects.get(number=facts.number)
        row.turned_back_at, row.turned_back_as = self.now, ask.why
        row.delivery_note = ask.note
        row.save(update_fields=["turned_back_at", "turned_back_as", "delivery_note"])
        Scan.objects.create(shipment=row, at=self.now, place=ask.place, event="turned_back")
        for line, _, _ in facts.pieces:
            self.release_promise("delivery", f"order_line:{line}")
        close_searches_of(self, facts.number, policy.CAME_BACK)
        subject, due = f"shipment:{facts.number}", self._due
        told = say(policy.clause("DLV-7", self.today), "settled_by", order=facts.order, day=due)
        self.promise(
            "turned_back", subject=subject, party=facts.party, due=evening_of(due), sentence=told
        )
        self.check_later("ordering.turned_back_settled", subject=subject, due=morning_of(due))
        self.record(subject)
        self.record(f"order:{facts.order}")
        acts.tell_of_order(self, facts.order, facts.party, "parcel_search", decision.says)
        return TurnedBackRecorded(shipment=facts.number, order=facts.order)

    def verify(
        self, ask: RecordTurnedBackAsk, facts: TurnedFacts, result: TurnedBackRecorded
    ) -> None:
        card = queries.shipment_card(facts.number)
        ensure(card.turned_back_as == ask.why, "whoever looks sees that it comes back")
        ensure(card.delivered_at is None, "and nobody takes it for delivered")

    @property
    def _due(self) -> date:
        """The day by which it should be here, or is settled without."""
        days = policy.clause("DLV-7", self.today).whole("back_days")
        return company_calendar().add_business_days(self.today, days)
