"""Find each day the orders that are paid late, and have each charged its fee by itself."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision, Verdict, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.reading import in_sets
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.policy import LateFacts, LateFound


class LateTakenUp(Result):
    """The orders that are charged now, each by itself."""

    orders: tuple[str, ...]


@register
class AssessLateFees(Operation[Nothing, LateFound, LateTakenUp]):
    """Each day: have the late fee charged for each order that is overdue and had none."""

    name = "billing.assess_late_fees"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> LateFound:
        named = queries.open_before(policy.late_before(self.today))
        found = (
            one for some in in_sets(named) for one in queries.late_facts_among(some, self.today)
        )
        return LateFound(tuple(one for one in found if self._is_late(one)))

    def decide(self, ask: Nothing, facts: LateFound) -> Decision:
        return allow(clauses=[policy.clause("PMT-13", self.today)])

    def execute(self, ask: Nothing, facts: LateFound, decision: Decision) -> LateTakenUp:
        for one in facts.orders:
            which = {"party": one.party, "order": one.order}
            self.later("billing.assess_late_fee", which, at=self.now, key=self._key(one.order))
        return LateTakenUp(orders=tuple(one.order for one in facts.orders))

    def verify(self, ask: Nothing, facts: LateFound, result: LateTakenUp) -> None:
        keys = [self._key(order) for order in result.orders]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is taken up by itself")

    def _is_late(self, one: LateFacts) -> bool:
        return policy.may_charge_late(one, self.today).verdict is Verdict.ALLOW

    def _key(self, order: str) -> str:
        return f"late_fee:{order}:{self.today}"
