"""Order a test: a product goes to the laboratory because a decision depends on the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import morning_of
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import ProductTest
from makegood.domains.aftersales.sampling import Method, method_named
from makegood.domains.catalog.queries import product
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry


class OrderTestAsk(Ask):
    """What is tested, how, which question it answers, and which decision the answer changes."""

    sku: str = Field(description="The product.", examples=["WM900"], max_length=40)
    lot: str = Field("", description="The lot in doubt.", examples=["LOT-24-117"], max_length=40)
    method: str = Field(
        description="The method, by its name in the handbook.", examples=["leakage_current"],
        max_length=40,
    )  # fmt: skip
    question: str = Field(
        description="What is to be found out.", min_length=5, max_length=400,
        examples=["Does the lot leak current to its housing?"],
    )  # fmt: skip
    decision_affected: str = Field(
        description="Which decision the result will change; without one no test is ordered.",
        min_length=5, max_length=400, examples=["Whether the lot may be shipped."],
    )  # fmt: skip
    consent: str = Field(
        "", description="The owner's written consent, when the test destroys the sample.",
        examples=["DC-1009"], max_length=400,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderTestFacts:
    """The method, when the handbook knows it."""

    method: Method | None


class TestOrdered(Result):
    """The test and the day for its result."""

    test: str
    due_on: date


@register
class OrderTest(Operation[OrderTestAsk, OrderTestFacts, TestOrdered]):
    """Have a product tested for a decision that depends on it."""

    name = "aftersales.order_test"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: OrderTestAsk) -> OrderTestFacts:
        product(ask.sku)
        return OrderTestFacts(method_named(ask.method, self.today))

    def decide(self, ask: OrderTestAsk, facts: OrderTestFacts) -> Decision:
        return policy.may_order(facts.method, sku=ask.sku, consent=ask.consent, today=self.today)

    def execute(self, ask: OrderTestAsk, facts: OrderTestFacts, decision: Decision) -> TestOrdered:
        number, cost = next_number("LT"), decision.figure("test_cost")
        days = facts.method.days if facts.method else 0
        due = company_calendar().add_business_days(self.today, days)
        ProductTest.objects.create(
            number=number, sku=ask.sku, lot=ask.lot, method=ask.method, question=ask.question,
            decision_affected=ask.decision_affected, consent=ask.consent, cost_cents=cost.cents,
            currency=cost.currency, due_on=due, ordered_at=self.now, ordered_by=self.actor.name,
        )  # fmt: skip
        about = f"product_test:{number}"
        posting = postings.product_tested(cost, about=about)
        entry = Entry.of(posting, source=f"{about}:cost", on=self.today, memo=number)
        self.record(f"entry:{entry.number}")
        first = morning_of(due + timedelta(days=1))
        late = f"test_late:{number}:{first.date().isoformat()}"
        self.later("aftersales.tell_test_late", {"test": number}, at=first, key=late)
        self.record(about)
        return TestOrdered(test=number, due_on=due)

    def verify(self, ask: OrderTestAsk, facts: OrderTestFacts, result: TestOrdered) -> None:
        card = queries.test_card(result.test)
        ensure((card.state, card.method) == ("requested", ask.method), "it is ordered")
