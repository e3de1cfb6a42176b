"""Order a test: a product goes to the laboratory because a decision depends on the answer."""

from __future__ import annotations

from datetime import date, timedelta

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article, Sayable
from makegood.core.times_of_day import morning_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import ProductTest
from makegood.domains.aftersales.models.testing import OrderTestAsk, keep_test
from makegood.domains.aftersales.policy import Wanted, tst
from makegood.domains.catalog.queries import product
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry
from makegood.domains.parties.queries import party_card


class TestOrdered(Result):
    """The test and the day for its result."""

    test: str
    due_on: date


@register
class OrderTest(Operation[OrderTestAsk, Wanted, TestOrdered]):
    """Have a product tested for a decision that depends on it."""

    name = "aftersales.order_test"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: OrderTestAsk) -> Wanted:
        product(ask.sku)
        if ask.asked_by:
            party_card(ask.asked_by)
        return ask.wanted(self.today)

    def decide(self, ask: OrderTestAsk, facts: Wanted) -> Decision:
        return policy.may_order(facts, today=self.today)

    def execute(self, ask: OrderTestAsk, facts: Wanted, decision: Decision) -> TestOrdered:
        number, cost = next_number("LT"), decision.figure("test_cost")
        days = facts.method.days if facts.method else 0
        begins = policy.first_day_to_destroy(self.today) if ask.interested else self.today
        due = company_calendar().add_business_days(begins, days)
        row = keep_test(ask, facts, number=number, due_on=due, at=self.now, by=self.actor.name)
        self._tell_the_others(row)
        about = f"product_test:{number}"
        posting = postings.product_tested(cost, about=about)
        entry = Entry.of(posting, source=f"{about}:cost", on=self.today, memo=number)
        self.record(f"entry:{entry.number}")
        first = morning_of(due + timedelta(days=1))
        late = f"test_late:{number}:{first.date().isoformat()}"
        self.later("aftersales.tell_test_late", {"test": number}, at=first, key=late)
        self.record(about)
        return TestOrdered(test=number, due_on=due)

    def _tell_the_others(self, row: ProductTest) -> None:
        """Write to everybody for whom the piece is evidence, before it is destroyed."""
        named: dict[str, Sayable] = {"test": row.number, "item": Article(row.sku), "lab": row.lab}
        for one in row.notices.order_by("pk"):
            told = tst(2, "notice", self.today, day=row.not_before or self.today, **named)
            payload = {
                "to": one.mail, "notice": "test_notice", "subject": row.number,
                "body": told.text(),
            }  # fmt: skip
            self.queue(kind="mail", payload=payload, key=f"test:{row.number}:notice:{one.pk}")

    def verify(self, ask: OrderTestAsk, facts: Wanted, result: TestOrdered) -> None:
        card = queries.test_card(result.test)
        ensure((card.state, card.method) == ("requested", ask.method), "it is ordered")
        ensure(len(card.notices) == len(ask.interested or ()), "and whom it concerns was told")
