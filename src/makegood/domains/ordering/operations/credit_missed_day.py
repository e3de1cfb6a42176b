"""Credit a missed day: who waited in a window for what had not even left gets the same amount."""

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
from makegood.core.standing import system_only
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models import SalesOrder, day_window_facts
from makegood.domains.ordering.operations.credit_missed_window import credit_window
from makegood.domains.ordering.policy.days import WindowFacts, may_credit_window


class CreditMissedDayAsk(Ask):
    """Which order was to come, and on which day."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    day: date = Field(description="The day that was promised.", examples=["2026-07-02"])


class DaySettled(Result):
    """The order and its day, and what was credited for it."""

    order: str
    day: date
    credited: Money


@register
class CreditMissedDay(Operation[CreditMissedDayAsk, WindowFacts, DaySettled]):
    """Give store credit for a window in which nothing came as nothing had left, once a day."""

    name = "ordering.credit_missed_day"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: CreditMissedDayAsk) -> WindowFacts:
        return day_window_facts(ask.order, ask.day)

    def decide(self, ask: CreditMissedDayAsk, facts: WindowFacts) -> Decision:
        return may_credit_window(facts, self.today)

    def execute(
        self, ask: CreditMissedDayAsk, facts: WindowFacts, decision: Decision
    ) -> DaySettled:
        credited = credit_window(self, facts, decision.says)
        return DaySettled(order=ask.order, day=ask.day, credited=credited)

    def verify(self, ask: CreditMissedDayAsk, facts: WindowFacts, result: DaySettled) -> None:
        given = ledger.debited_by(f"order:{ask.order}:window:{ask.day}")
        ensure((given or Money.zero()) == result.credited, "what was told is in the books, once")
