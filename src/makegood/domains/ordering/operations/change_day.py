"""Change the day of a delivery: an order comes on the day, and at the time, that suits."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import morning_of
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder, answer_notices, day_facts, promise_chosen
from makegood.domains.ordering.operations.void_carriage import give_up
from makegood.domains.ordering.policy.days import DayFacts, Window, may_change_day


class ChangeDayAsk(Ask):
    """Which order, on which day it shall come, and in which half of that day."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    day: date | None = Field(
        None, description="The day; the promised one when empty.", examples=["2026-07-02"]
    )
    window: Window | None = Field(
        None, description="Morning or afternoon, where two people bring it.", examples=["morning"]
    )


class DayChanged(Result):
    """The order, the day that is promised for what waits of it, and the time of that day."""

    order: str
    promised_on: date | None
    window: str


@register
class ChangeDay(Operation[ChangeDayAsk, DayFacts, DayChanged]):
    """Bring what has not left of an order on another day, or at another time of it."""

    name = "ordering.change_day"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ChangeDayAsk) -> DayFacts:
        return day_facts(ask.order, ask.day, self.today)

    def decide(self, ask: ChangeDayAsk, facts: DayFacts) -> Decision:
        return may_change_day(facts, day=ask.day, window=ask.window or "", today=self.today)

    def execute(self, ask: ChangeDayAsk, facts: DayFacts, decision: Decision) -> DayChanged:
        order = facts.order
        promise_chosen(self, facts, ask.day, ask.window or facts.window)
        answer_notices(self, facts.notices)
        give_up(self, order.number, {one.line for one in facts.lines})
        day = queries.promised_on(order.number)
        if facts.is_fast and day is not None:
            key = f"express:{order.number}:{day}"
            at = morning_of(day + timedelta(days=1))
            self.later("ordering.settle_express", {"order": order.number}, at=at, key=key)
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "order_promised", decision.says)
        return DayChanged(
            order=order.number, promised_on=day, window=queries.window_of(order.number)
        )

    def verify(self, ask: ChangeDayAsk, facts: DayFacts, result: DayChanged) -> None:
        waiting = [one for one in queries.supply_of(ask.order) if one.to_send]
        days = {one.promised_on for one in waiting}
        ensure(ask.day is None or days == {ask.day}, "all that waits is promised for that day")
        if facts.is_large and ask.window:
            ensure({one.window for one in waiting} == {ask.window}, "and at that time of it")
