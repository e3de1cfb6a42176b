"""What must hold of the books after every test, and a second person who says yes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum
from pydantic import Field, JsonValue

from makegood.core.actor import V0, Actor
from makegood.core.approvals import Approval
from makegood.core.decision import Decision, allow
from makegood.core.models import ApprovalRequest, Number
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import Outcome
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.core.standing import staff_only
from makegood.domains.ledger import queries
from makegood.domains.ledger.models import Entry, Line

FIRST = 900_000
"""Each test's own entries are numbered from here, above whatever the company began with."""


def begin() -> None:
    """Give this test's records numbers of their own."""
    for series, last in {"JE": FIRST, "RF": 9000, "TA": 9000, "CB": 9000, "P": 9900}.items():
        Number.objects.update_or_create(series=series, defaults={"last": last})


def moved(account: str, *, party: str | None = None, about: str | None = None) -> Money:
    """What this test put on an account, for one party or about one record if named."""
    lines = Line.objects.filter(entry_id__gt=FIRST, account_id=account)
    if party is not None:
        lines = lines.filter(party=party)
    if about is not None:
        lines = lines.filter(about=about)
    return Money(sum(lines.values_list("cents", flat=True)))


def moved_balances() -> dict[str, Money]:
    """What this test put on each account that it posted on."""
    accounts = Line.objects.filter(entry_id__gt=FIRST).values_list("account_id", flat=True)
    return {account: moved(account) for account in sorted(set(accounts))}


def posted() -> int:
    """How many entries this test posted."""
    return Entry.objects.filter(sequence__gt=FIRST).count()


def assert_books_hold() -> None:
    """What the whole suite asks after each test that works with records."""
    assert queries.trial_balance_sum() == Money.zero()
    assert queries.differences() == []
    unbalanced = Line.objects.values("entry").annotate(left=Sum("cents")).exclude(left=0)
    assert list(unbalanced) == []


def usd(text: str) -> Money:
    return Money.parse(text)


def lines_of(number: str) -> list[tuple[str, str]]:
    """An entry as (account, amount) pairs, the debits first."""
    seen = queries.entry(number)
    assert seen is not None
    return [(line.account, f"{line.amount.amount:.2f}") for line in seen.lines]


class YesAsk(Ask):
    request: str = Field(description="The request.", examples=["AP-101"])


class Yes(Result):
    status: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoFacts:
    pass


class SayYes(Operation[YesAsk, NoFacts, Yes]):
    """Say yes to a request, as the second person."""

    name = "tests.say_yes"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "none"

    def gather(self, ask: YesAsk) -> NoFacts:
        return NoFacts()

    def decide(self, ask: YesAsk, facts: NoFacts) -> Decision:
        return allow()

    def execute(self, ask: YesAsk, facts: NoFacts, decision: Decision) -> Yes:
        row = ApprovalRequest.objects.get(number=ask.request)
        approval = Approval(self.actor, row.number, Money(row.amount_cents, row.currency))
        asked: JsonValue = row.ask
        done = self.run_approved(
            registry.get(row.operation),
            asked,
            asker=Actor.model_validate(row.asker),
            approval=approval,
        )
        return Yes(status=done.status, records=done.records)

    def verify(self, ask: YesAsk, facts: NoFacts, result: Yes) -> None:
        pass


def approve(waiting: Outcome, by: Actor) -> Outcome:
    """Have a waiting act approved by somebody."""
    return run(SayYes, YesAsk(request=str(waiting.approval)), actor=by)
