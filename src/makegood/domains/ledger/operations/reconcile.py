"""Compare the books with what their subledgers say, and have a difference looked into at once."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ledger import policy, queries
from makegood.domains.ledger.models import Reconciliation
from makegood.domains.ledger.queries import Difference
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class BooksFacts:
    """What all accounts come to, and where they are not what their subledgers say."""

    balance: Money
    differences: tuple[Difference, ...]


class Reconciled(Result):
    """The comparison, and the accounts that differ."""

    reconciliation: str
    differing: tuple[str, ...]


@register
class Reconcile(Operation[Nothing, BooksFacts, Reconciled]):
    """Compare every control account with its subledger, each night and whenever somebody asks."""

    name = "ledger.reconcile"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> BooksFacts:
        return BooksFacts(queries.trial_balance_sum(), tuple(queries.differences()))

    def decide(self, ask: Nothing, facts: BooksFacts) -> Decision:
        return policy.reconciled(facts.balance, len(facts.differences))

    def execute(self, ask: Nothing, facts: BooksFacts, decision: Decision) -> Reconciled:
        told = [
            {"account": one.account, "control": str(one.control), "subledger": str(one.subledger)}
            for one in facts.differences
        ]
        row = Reconciliation.objects.create(
            number=next_number("RC"), made_at=self.now, made_by=self.actor.name, differences=told,
            balance_cents=facts.balance.cents, currency=facts.balance.currency,
        )  # fmt: skip
        self.record(f"reconciliation:{row.number}")
        if told or facts.balance:
            lines = (f"{one['account']}: {one['control']}, not {one['subledger']}" for one in told)
            self.queue(
                kind="mail",
                key=f"reconciliation:{row.number}",
                payload={
                    "to": book().company.department("billing_control").contact,
                    "notice": "books_differ",
                    "subject": f"The books differ from their subledgers ({row.number})",
                    "body": f"All accounts come to {facts.balance}. " + "; ".join(lines),
                },
            )
        differing = tuple(one.account for one in facts.differences)
        return Reconciled(reconciliation=row.number, differing=differing)

    def verify(self, ask: Nothing, facts: BooksFacts, result: Reconciled) -> None:
        last = queries.reconciliations(1)[0]
        ensure(last.number == result.reconciliation, "the comparison is kept")
        ensure(last.differences == facts.differences, "as it was found")
