"""Find each night what nobody claims, and have each part of a refund taken up by itself."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.policy import Due, UnclaimedFound

_ACTS = {
    Due.STOP: "billing.stop_refund",
    Due.WARN: "billing.warn_unclaimed",
    Due.TURN_OVER: "billing.escheat_refund",
}


class UnclaimedTakenUp(Result):
    """The parts of refunds about which something is done now, each by itself."""

    legs: tuple[str, ...]


@register
class TurnOverUnclaimed(Operation[Nothing, UnclaimedFound, UnclaimedTakenUp]):
    """Each day: have stale cheques stopped, people written to, unclaimed money turned over."""

    name = "billing.turn_over_unclaimed"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> UnclaimedFound:
        return UnclaimedFound(queries.unclaimed(self.today, policy.ages(self.today)))

    def decide(self, ask: Nothing, facts: UnclaimedFound) -> Decision:
        return allow(clauses=[policy.clause("REF-13", self.today)])

    def execute(self, ask: Nothing, facts: UnclaimedFound, decision: Decision) -> UnclaimedTakenUp:
        for leg, due in facts.due:
            which = {"leg": leg} | ({"reason": "Not cashed in time"} if due is Due.STOP else {})
            self.later(_ACTS[due], which, at=self.now, key=self._key(leg, due))
        return UnclaimedTakenUp(legs=tuple(leg for leg, _ in facts.due))

    def verify(self, ask: Nothing, facts: UnclaimedFound, result: UnclaimedTakenUp) -> None:
        keys = [self._key(*one) for one in facts.due]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is taken up by itself")

    def _key(self, leg: str, due: Due) -> str:
        return f"unclaimed:{leg}:{due}:{self.today}"
