"""Take in a parcel: what can be read on it tells its returns, or it waits for who knows."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Parcel, Return, look_for_returns
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.operations.match_parcel import MatchParcel, MatchParcelAsk
from makegood.domains.aftersales.policy import Clues, ParcelFacts
from makegood.domains.aftersales.telling import ret
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ordering.models import SalesOrder
from makegood.handbook import book


class TakeInParcelAsk(Ask):
    """What can be read on a parcel and in it; any one of it may be enough."""

    returns: tuple[Ref[Return], ...] = Field(
        (), description="The return numbers on it.", examples=[["R-2001"]], max_length=20
    )
    tracking: str = Field(
        "", description="The tracking number of its label.", examples=["MF260601"], max_length=60
    )
    serial: str = Field(
        "", description="A serial number in it.", examples=["SN-77120"], max_length=40
    )
    order: Ref[SalesOrder] | None = Field(
        None, description="An order number in it.", examples=["O-1041"]
    )
    sender: str = Field(
        "", description="The name of who sent it.", examples=["Tom Gallagher"], max_length=120
    )
    grams: int | None = Field(
        None, description="What it weighs, in grams.", examples=[77500], ge=1, le=5_000_000
    )
    posted_on: date | None = Field(
        None, description="The day the carrier took it, if it came late.", examples=["2026-06-12"]
    )

    @property
    def clues(self) -> Clues:
        """What tells whose it is."""
        return Clues(tuple(self.returns), self.tracking, self.serial, self.order or "", self.sender)


class ParcelTakenIn(Result):
    """The parcel's number, and its returns; none while nobody knows them."""

    parcel: str
    returns: tuple[str, ...]


@register
class TakeInParcel(Operation[TakeInParcelAsk, ParcelFacts, ParcelTakenIn]):
    """Take in a parcel that came back, and find its returns by what can be read on it."""

    name = "aftersales.take_in_parcel"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: TakeInParcelAsk) -> ParcelFacts:
        return look_for_returns(ask.clues)

    def decide(self, ask: TakeInParcelAsk, facts: ParcelFacts) -> Decision:
        return policy.may_take_in(facts, ask.clues, posted_on=ask.posted_on, today=self.today)

    def execute(
        self, ask: TakeInParcelAsk, facts: ParcelFacts, decision: Decision
    ) -> ParcelTakenIn:
        number = next_number("PC")
        subject, numbers = f"parcel:{number}", tuple(one.number for one in facts.records)
        Parcel.objects.create(
            number=number, party=facts.owner, sender=ask.sender, order=ask.order or "",
            serial=ask.serial, tracking=ask.tracking, grams=ask.grams,
            taken_in_at=self.now, taken_in_by=self.actor.name,
        )  # fmt: skip
        self.record(subject)
        if numbers:
            inside = tuple(Ref[Return](one) for one in numbers)
            self.run(
                MatchParcel,
                MatchParcelAsk(parcel=Ref[Parcel](number), returns=inside, posted_on=ask.posted_on),
            )
            return ParcelTakenIn(parcel=number, returns=numbers)
        days = book().clause("RET-20", on=self.today).whole("match_days")
        due = evening_of(company_calendar().add_business_days(self.today, days))
        self.check_later("aftersales.parcel_matched", subject=subject, due=due)
        if facts.owner:
            says = [ret(20, "here", self.today, parcel=number)]
            self.run(SendNotice, letter_about(subject, facts.owner, "parcel_here", says))
        return ParcelTakenIn(parcel=number, returns=())

    def verify(self, ask: TakeInParcelAsk, facts: ParcelFacts, result: ParcelTakenIn) -> None:
        card = queries.parcel_card(result.parcel)
        ensure(card.returns == result.returns, "the parcel is on record with what is in it")
