"""Close a month of the books: from then on nothing is posted into it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ledger import policy, queries
from makegood.domains.ledger.models import Period
from makegood.domains.ledger.policy import MonthFacts


class ClosePeriodAsk(Ask):
    """Which month."""

    period: str = Field(
        pattern=r"^20\d{2}-(0[1-9]|1[0-2])$",
        description="The month that is closed.",
        examples=["2026-01"],
    )


class PeriodIsClosed(Result):
    """The month that is closed now."""

    period: str


@register
class ClosePeriod(Operation[ClosePeriodAsk, MonthFacts, PeriodIsClosed]):
    """Close a month of the books; later corrections go into the open month and name this one."""

    name = "ledger.close_period"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: ClosePeriodAsk) -> MonthFacts:
        year, month = map(int, ask.period.split("-"))
        last_day = date(year, month, monthrange(year, month)[1])
        balanced = not queries.trial_balance_sum() and not queries.differences()
        return MonthFacts(ask.period, last_day, Period.is_open(last_day), balanced)

    def decide(self, ask: ClosePeriodAsk, facts: MonthFacts) -> Decision:
        approves = who_approves(self.actor.role)
        return policy.may_close(facts, approves=approves, today=self.today)

    def execute(self, ask: ClosePeriodAsk, facts: MonthFacts, decision: Decision) -> PeriodIsClosed:
        Period.objects.create(month=ask.period, closed_at=self.now, closed_by=self.actor.name)
        self.record(f"period:{ask.period}")
        return PeriodIsClosed(period=ask.period)

    def verify(self, ask: ClosePeriodAsk, facts: MonthFacts, result: PeriodIsClosed) -> None:
        ensure(not queries.is_open(facts.last_day), "nothing is posted into it any more")
