"""Find each day the rests that cost more to ask for than they are, and have each written off."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.policy import SmallFound


class SmallTakenUp(Result):
    """The charges that are given up now, each by itself."""

    items: tuple[str, ...]


@register
class WriteOffSmall(Operation[Nothing, SmallFound, SmallTakenUp]):
    """Each day: give up what is owed in all where it is too small to be asked for."""

    name = "billing.write_off_small"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> SmallFound:
        parties = queries.owing_at_most(policy.small_most(self.today))
        owing = [(party, tuple(queries.open_items(party))) for party in parties]
        return SmallFound(
            tuple(
                (party, item.about)
                for party, items in owing
                if policy.is_small(items, self.today)
                for item in items
                if policy.is_given_up(item.about)
            )
        )

    def decide(self, ask: Nothing, facts: SmallFound) -> Decision:
        return allow(clauses=[policy.clause("PMT-11", self.today)])

    def execute(self, ask: Nothing, facts: SmallFound, decision: Decision) -> SmallTakenUp:
        for party, about in facts.charges:
            which = {"party": party, "item": about, "reason": "Too small to be asked for"}
            self.later("billing.write_off", which, at=self.now, key=self._key(about))
        return SmallTakenUp(items=tuple(about for _, about in facts.charges))

    def verify(self, ask: Nothing, facts: SmallFound, result: SmallTakenUp) -> None:
        keys = [self._key(about) for about in result.items]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is taken up by itself")

    def _key(self, about: str) -> str:
        return f"small:{about}:{self.today}"
