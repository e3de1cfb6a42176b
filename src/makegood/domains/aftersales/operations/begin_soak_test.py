"""Begin a soak test: an appliance whose fault comes and goes runs for days and is watched."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Repair
from makegood.domains.aftersales.models.owned import soak_facts
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import SoakFacts, war
from makegood.domains.conversations.operations.send_notice import SendNotice


class BeginSoakTestAsk(Ask):
    """Which repair, and for how many hours the appliance runs."""

    repair: Ref[Repair] = Field(description="The repair.", examples=["RP-1001"])
    hours: int = Field(description="How many hours it runs.", examples=[72], ge=1, le=720)


class SoakTestBegun(Result):
    """The repair, and by when the customer hears what was seen."""

    repair: str
    told_by: date


@register
class BeginSoakTest(Operation[BeginSoakTestAsk, SoakFacts, SoakTestBegun]):
    """Let an appliance run and watch it, and promise to tell what was seen."""

    name = "aftersales.begin_soak_test"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: BeginSoakTestAsk) -> SoakFacts:
        return soak_facts(ask.repair)

    def decide(self, ask: BeginSoakTestAsk, facts: SoakFacts) -> Decision:
        return policy.may_soak(facts, ask.hours, today=self.today)

    def execute(self, ask: BeginSoakTestAsk, facts: SoakFacts, decision: Decision) -> SoakTestBegun:
        Repair.objects.filter(number=facts.number).update(
            soak_began_at=self.now, soak_hours=ask.hours
        )
        ends = local(self.now + timedelta(hours=ask.hours)).date()
        due, subject = policy.soak_due(ends), f"repair:{facts.number}"
        told = war(16, "runs", self.today, hours=ask.hours, due=due)
        self.promise(
            "soak_result", subject=subject, party=facts.party, due=evening_of(due), sentence=told
        )
        self.tell(told)
        says = [told, war(16, "show_us", self.today)]
        notice = letter_about(subject, facts.party, "repair_recorded", says, number=facts.number)
        self.run(SendNotice, notice)
        self.record(subject)
        return SoakTestBegun(repair=facts.number, told_by=due)

    def verify(self, ask: BeginSoakTestAsk, facts: SoakFacts, result: SoakTestBegun) -> None:
        card = queries.repair_card(facts.number)
        ensure(card.soak_hours == ask.hours, "the repair shows how long it runs")
        promised = {one.kind for one in open_promises(f"repair:{facts.number}")}
        ensure("soak_result" in promised, "and the customer hears what was seen")
