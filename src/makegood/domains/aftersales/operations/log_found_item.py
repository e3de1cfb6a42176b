"""Log a found item: something of a customer's lay in goods that came back; it is kept and told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import morning_of
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import FoundItem, Unit, unit_facts
from makegood.domains.aftersales.operations import letter_about, owner_timers
from makegood.domains.aftersales.policy import fnd
from makegood.domains.conversations.operations.send_notice import SendNotice


class LogFoundItemAsk(Ask):
    """In which piece something was found, what it is, and where it is kept now."""

    unit: Ref[Unit] = Field(
        description="The piece in which it was found, by its serial number.", examples=["SN-81455"]
    )
    description: str = Field(
        description="What it is.", examples=["A gold ring with a blue stone"], min_length=3,
        max_length=400,
    )  # fmt: skip
    place: str = Field(
        description="Where it is kept.", examples=["Safe of the returns dock, bag 17"],
        min_length=2, max_length=120,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose piece it was found in."""

    party: str


class FoundItemLogged(Result):
    """The number under which it is kept, and its last day."""

    found_item: str
    keep_until: date


@register
class LogFoundItem(Operation[LogFoundItemAsk, Owner, FoundItemLogged]):
    """Take a customer's thing into keeping, and tell the customer, twice."""

    name = "aftersales.log_found_item"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: LogFoundItemAsk) -> Owner:
        return Owner(unit_facts(ask.unit).party)

    def decide(self, ask: LogFoundItemAsk, facts: Owner) -> Decision:
        last, _ = owner_timers(self.today)
        return allow(says=[fnd("found", self.today, item=ask.description, last_day=last)])

    def execute(self, ask: LogFoundItemAsk, facts: Owner, decision: Decision) -> FoundItemLogged:
        number = next_number("FI")
        last, again = owner_timers(self.today)
        FoundItem.objects.create(
            number=number, found_in=f"unit:{ask.unit}", party=facts.party,
            description=ask.description, place=ask.place, found_at=self.now,
            found_by=self.actor.name, keep_until=last,
        )  # fmt: skip
        subject = f"found_item:{number}"
        self.later(
            "aftersales.remind_owner", {"found_item": number}, at=morning_of(again),
            key=f"remind:{number}",
        )  # fmt: skip
        notice = letter_about(subject, facts.party, "item_found", decision.says, number=number)
        self.run(SendNotice, notice)
        self.record(subject)
        self.record(f"unit:{ask.unit}")
        return FoundItemLogged(found_item=number, keep_until=last)

    def verify(self, ask: LogFoundItemAsk, facts: Owner, result: FoundItemLogged) -> None:
        card = queries.found_item_card(result.found_item)
        ensure((card.state, card.place) == ("kept", ask.place), "it is kept where it was said")
