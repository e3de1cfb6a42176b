"""Report a parcel missing: it is late, or was brought where nobody has it, and is looked for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, JsonValue

from makegood.core.actor import V2
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, say
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import end_of_office, evening_of, morning_of
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import ParcelSearch, SalesOrder, Shipment, missing_facts
from makegood.domains.ordering.policy import MissingFacts


class Wish(StrEnum):
    """What follows if a parcel is not found: it is sent again, or its money goes back."""

    AGAIN = policy.AGAIN
    MONEY = policy.MONEY


class ReportMissingAsk(Ask):
    """Which order did not come, and what is wanted if it is not found."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-1041"])
    shipment: Ref[Shipment] | None = Field(
        None, description="The parcel, where several have left.", examples=["SH-3001"]
    )
    looked: bool | None = Field(
        None, description="Whether it was looked for around the house and at the neighbors.",
        examples=[True],
    )  # fmt: skip
    wish: Wish | None = Field(
        None, description="What is wanted if it is not found.", examples=["again"]
    )
    words: str = Field(
        "", description="What the customer says.", examples=["Nothing came."], max_length=400
    )


class MissingReported(Result):
    """The search, the parcel that is looked for, and by when the customer hears of it."""

    search: str
    shipment: str
    look_until: date


@register
class ReportMissing(Operation[ReportMissingAsk, MissingFacts, MissingReported]):
    """Look for a parcel that did not come, and promise the day of an answer."""

    name = "ordering.report_missing"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ReportMissingAsk) -> MissingFacts:
        return missing_facts(ask.order, ask.shipment or "", self.today)

    def decide(self, ask: ReportMissingAsk, facts: MissingFacts) -> Decision:
        return policy.may_search(
            facts, looked=ask.looked, wish=ask.wish or "", until=self._until, today=self.today
        )

    def execute(
        self, ask: ReportMissingAsk, facts: MissingFacts, decision: Decision
    ) -> MissingReported:
        parcel, until = facts.found(self.today), self._until
        row = ParcelSearch.objects.create(
            number=next_number("PS"), shipment=Shipment.objects.get(number=parcel.number),
            wish=ask.wish or "", words=ask.words, opened_at=self.now, look_until=until,
            opened_by=self.actor.name, was_brought=parcel.delivered_on is not None,
        )  # fmt: skip
        subject = f"parcel_search:{row.number}"
        self.queue(kind="carrier.search", payload=queries.search_asked(row.number), key=row.number)
        rule = policy.clause("DLV-6", self.today)
        told = say(rule, "asks", order=facts.order, carrier=parcel.carrier, day=until)
        due = evening_of(until)
        self.promise("parcel_search", subject=subject, party=facts.party, due=due, sentence=told)
        if not facts.is_for_a_person(self.today):
            which: dict[str, JsonValue] = {"search": row.number}
            self.later("ordering.end_search", which, at=end_of_office(until), key=subject)
        if facts.waits_for_answer(self.today):
            seen = morning_of(self._in_days("search_days", "person_before_days"))
            self.check_later("ordering.search_answered", subject=subject, due=seen)
        self.record(subject)
        self.record(f"order:{facts.order}")
        acts.tell_of_order(self, facts.order, facts.party, "parcel_search", decision.says)
        return MissingReported(search=row.number, shipment=parcel.number, look_until=until)

    def verify(self, ask: ReportMissingAsk, facts: MissingFacts, result: MissingReported) -> None:
        card = queries.search_card(result.search)
        ensure(card.ended_on is None and card.wish == ask.wish, "it is looked for as was wished")
        ensure(card.order == ask.order, "among the parcels of this order")

    @property
    def _until(self) -> date:
        """The day by which the customer hears what was found."""
        return self._in_days("search_days")

    def _in_days(self, after: str, before: str = "") -> date:
        rule = policy.clause("DLV-6", self.today)
        days = rule.whole(after) - (rule.whole(before) if before else 0)
        return company_calendar().add_business_days(self.today, days)
