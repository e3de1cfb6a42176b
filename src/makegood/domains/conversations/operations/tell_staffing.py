"""Tell staffing: how many people must be there for the calls of a stretch of the day."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations.policy.planning import may_tell_staffing, planned, tenths
from makegood.domains.conversations.staffing import CallsExpected


class TellStaffingAsk(Ask):
    """How many calls are expected, in which time, and how long one takes."""

    calls: int = Field(ge=1, le=100_000, description="Calls in that time.", examples=[100])
    minutes: int = Field(
        30, ge=5, le=1_440, description="How long that time is, in minutes.", examples=[30]
    )
    seconds_each: int = Field(
        ge=1, le=7_200, description="Seconds one call takes, with what follows.", examples=[240]
    )


class StaffingTold(Result):
    """The calls at once, who must be there, what they do, and who is put on the schedule."""

    erlang: Decimal
    people: int
    scheduled: int
    in_time_percent: Decimal
    wait_seconds: Decimal
    busy_percent: Decimal


@register
class TellStaffing(Operation[TellStaffingAsk, CallsExpected, StaffingTold]):
    """Tell how many people the calls of half an hour need, and what one fewer would mean."""

    name = "conversations.tell_staffing"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "none"
    reads_only = True

    def gather(self, ask: TellStaffingAsk) -> CallsExpected:
        return CallsExpected(ask.calls, ask.minutes, ask.seconds_each)

    def decide(self, ask: TellStaffingAsk, facts: CallsExpected) -> Decision:
        return may_tell_staffing(facts, today=self.today)

    def execute(
        self, ask: TellStaffingAsk, facts: CallsExpected, decision: Decision
    ) -> StaffingTold:
        found, _fewer, on_schedule = planned(facts, today=self.today)
        return StaffingTold(
            erlang=tenths(facts.traffic, "0.001"),
            people=found.people,
            scheduled=on_schedule,
            in_time_percent=tenths(found.in_time),
            wait_seconds=tenths(found.wait),
            busy_percent=tenths(found.busy),
        )

    def verify(self, ask: TellStaffingAsk, facts: CallsExpected, result: StaffingTold) -> None:
        ensure(result.people > result.erlang, "whoever waits is served some time")
        ensure(result.scheduled >= result.people, "who is away is made up for")
