"""Let quotes expire: what nobody accepted by its last day is closed."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Quote


@dataclass(frozen=True, slots=True)
class RunOut:
    """The open quotes whose last day is past."""

    numbers: tuple[str, ...]


class QuotesExpired(Result):
    """The quotes that were closed."""

    quotes: tuple[str, ...]


@register
class ExpireQuotes(Operation[Nothing, RunOut, QuotesExpired]):
    """Close the quotes whose last day is past."""

    name = "ordering.expire_quotes"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: Nothing) -> RunOut:
        found = Quote.objects.select_for_update().filter(number__in=queries.run_out(self.today))
        locked = [quote.number for quote in found.order_by("pk")]
        # Until it was locked a quote may have been revised: it counts what still ran out.
        still = frozenset(queries.run_out(self.today))
        return RunOut(tuple(number for number in locked if number in still))

    def decide(self, ask: Nothing, facts: RunOut) -> Decision:
        return allow(clauses=[policy.clause("QUO-1", self.today)])

    def execute(self, ask: Nothing, facts: RunOut, decision: Decision) -> QuotesExpired:
        still = Quote.objects.filter(accepted_at=None, declined_at=None)
        still.filter(number__in=facts.numbers).update(expired_at=self.now)
        for number in facts.numbers:
            self.record(f"quote:{number}")
        return QuotesExpired(quotes=facts.numbers)

    def verify(self, ask: Nothing, facts: RunOut, result: QuotesExpired) -> None:
        ensure(not queries.run_out(self.today), "none is left open past its last day")
