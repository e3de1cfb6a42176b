"""Monitor promises: what cannot leave by its day is told before that day, every day anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.operations.send_delay_notice import (
    SendDelayNotice,
    SendDelayNoticeAsk,
)


@dataclass(frozen=True, slots=True)
class Slipping:
    """The orders that leave later than was said, each with its new day."""

    orders: tuple[tuple[str, date], ...]


class PromisesMonitored(Result):
    """The orders whose customers were told."""

    orders: tuple[str, ...]


@register
class MonitorPromises(Operation[Nothing, Slipping, PromisesMonitored]):
    """Tell each customer whose order cannot leave by the day that was said."""

    name = "ordering.monitor_promises"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: Nothing) -> Slipping:
        return Slipping(queries.slipping(self.today))

    def decide(self, ask: Nothing, facts: Slipping) -> Decision:
        return allow(clauses=[policy.clause("LAW-MITO-2", self.today)])

    def execute(self, ask: Nothing, facts: Slipping, decision: Decision) -> PromisesMonitored:
        for number, day in facts.orders:
            self.run(SendDelayNotice, SendDelayNoticeAsk(order=Ref(number), revised_on=day))
        return PromisesMonitored(orders=tuple(number for number, _ in facts.orders))

    def verify(self, ask: Nothing, facts: Slipping, result: PromisesMonitored) -> None:
        ensure(not queries.slipping(self.today), "nobody waits for a day that cannot be kept")
