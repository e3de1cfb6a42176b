"""Post at a month's end what is expected to come back, and take it back on the next day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ledger import policy, queries
from makegood.domains.ledger.estimating import returns_to_come
from makegood.domains.ledger.models import Entry, month_of
from makegood.domains.ledger.policy import ExpectedFacts
from makegood.domains.ledger.postings import returns_expected

_ONE_DAY = timedelta(days=1)


class ReturnsEstimated(Result):
    """The month, and the entry that says what is expected with the one that takes it back."""

    month: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """The days whose sales may still come back at a month's end, and those measured before."""

    open_days: queries.Days
    before: queries.Days


@register
class EstimateReturns(Operation[Nothing, ExpectedFacts, ReturnsEstimated]):
    """Each day: if the last month's returns to come are not in the books yet, estimate them."""

    name = "ledger.estimate_returns"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> ExpectedFacts:
        last_day = self.today.replace(day=1) - _ONE_DAY
        span = _span(last_day)
        sold = queries.sold_in_days(span.open_days, until=last_day)
        before = queries.sold_in_days(span.before, until=last_day)
        is_due = queries.is_open(last_day) and not queries.entries_of(_source(last_day))
        return ExpectedFacts(
            month=month_of(last_day), last_day=last_day, is_due=is_due, sales=sold.sales,
            expected=returns_to_come(sold, before, policy.terms_of_returns(last_day)),
        )  # fmt: skip

    def decide(self, ask: Nothing, facts: ExpectedFacts) -> Decision:
        return policy.returns_expected(facts)

    def execute(self, ask: Nothing, facts: ExpectedFacts, decision: Decision) -> ReturnsEstimated:
        if not facts.is_posted:
            return ReturnsEstimated(month=facts.month, entries=())
        expected, source = facts.expected, _source(facts.last_day)
        entry = Entry.of(
            returns_expected(refunds=expected.refunds, goods=expected.goods), source=source,
            on=facts.last_day, memo=f"Returns to come at the end of {facts.month}",
        )  # fmt: skip
        back = entry.reverse(
            on=facts.last_day + _ONE_DAY, source=f"{source}:over",
            memo=f"Takes back {entry.number}: {facts.month} is over",
        )  # fmt: skip
        self.record(f"entry:{entry.number}")
        self.record(f"entry:{back.number}")
        return ReturnsEstimated(month=facts.month, entries=(entry.number, back.number))

    def verify(self, ask: Nothing, facts: ExpectedFacts, result: ReturnsEstimated) -> None:
        found = queries.entries_of(_source(facts.last_day))
        numbers = [one.number for one in found]
        ensure(not result.entries or numbers == list(result.entries), "it is posted once")
        left: Counter[str] = Counter()
        for line in (line for one in found for line in one.lines):
            left[line.account] += line.amount.cents
        ensure(not any(left.values()), "and nothing of it is left on the next day")


def _span(last_day: date) -> _Span:
    still, measured = policy.days_of_returns(last_day)
    opens = last_day - timedelta(days=still - 1)
    return _Span((opens, last_day), (opens - timedelta(days=measured), opens - _ONE_DAY))


def _source(last_day: date) -> str:
    return f"returns_to_come:{month_of(last_day)}"
