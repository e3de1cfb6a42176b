"""Tell how old money of customers is that is with us, and who does what with it by when."""

from __future__ import annotations

from datetime import date

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import policy, queries
from makegood.domains.billing.policy import BY_PEOPLE, AgedFound


class AgedLine(Result):
    """One sum: whose, of which record, since when, and what is done next, on which day, by whom."""

    party: str
    about: str
    amount: Money
    since: date
    next: str
    on: date
    by: str


class AgeingTold(Result):
    """Each sum, the oldest first."""

    lines: tuple[AgedLine, ...]


@register
class TellAgeing(Operation[Nothing, AgedFound, AgeingTold]):
    """List what was paid and put to nothing, paid ahead, or sent and not taken, by its age."""

    name = "billing.tell_ageing"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"
    reads_only = True

    def gather(self, ask: Nothing) -> AgedFound:
        return AgedFound(queries.aged())

    def decide(self, ask: Nothing, facts: AgedFound) -> Decision:
        return policy.ageing_told(facts, self.today)

    def execute(self, ask: Nothing, facts: AgedFound, decision: Decision) -> AgeingTold:
        found = [(one, policy.next_of(one, self.today)) for one in facts.waiting]
        return AgeingTold(
            lines=tuple(
                AgedLine(
                    party=one.party, about=one.about, amount=one.amount, since=one.since,
                    next=what, on=on, by="billing_control" if what in BY_PEOPLE else "timer",
                )
                for one, (what, on) in found
            )
        )  # fmt: skip

    def verify(self, ask: Nothing, facts: AgedFound, result: AgeingTold) -> None:
        waits = [one for one in result.lines if one.about.startswith("payment:")]
        ensure(
            all(queries.unapplied_of(one.about.partition(":")[2]) == one.amount for one in waits),
            "what is told to wait does wait",
        )
