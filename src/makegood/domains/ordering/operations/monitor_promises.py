"""Monitor promises: what cannot leave by its day is told before that day, every day anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Allocation


@dataclass(frozen=True, slots=True)
class Slipping:
    """The orders that leave later than was said, each with its new day."""

    orders: tuple[tuple[str, date], ...]


class PromisesMonitored(Result):
    """The orders whose customers are told now, each by itself."""

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
        for kept, day in Allocation.unreleased(self.today):
            kept.update(ready_on=day)
        for number, day in facts.orders:
            notice: dict[str, JsonValue] = {"order": number, "revised_on": day.isoformat()}
            key = self._key(number, day)
            self.later("ordering.send_delay_notice", notice, at=self.now, key=key)
        return PromisesMonitored(orders=tuple(number for number, _ in facts.orders))

    def verify(self, ask: Nothing, facts: Slipping, result: PromisesMonitored) -> None:
        keys = [self._key(number, day) for number, day in facts.orders]
        early = any(kept.exists() for kept, _ in Allocation.unreleased(self.today))
        ensure(not early, "nothing is ready before its release")
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is told by itself")

    def _key(self, number: str, day: date) -> str:
        return f"slipping:{number}:{day}:{self.today}"
