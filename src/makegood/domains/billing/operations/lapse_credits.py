"""Find each night what given store credit ends soon or has ended, each taken up by itself."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.policy import Ending, EndingFound

_ACTS = {Ending.TELL: "billing.tell_ending", Ending.END: "billing.lapse_credit"}


class EndingTakenUp(Result):
    """The given credits about which something is done now."""

    credits: tuple[str, ...]


@register
class LapseCredits(Operation[Nothing, EndingFound, EndingTakenUp]):
    """Each day: tell whose given store credit ends soon, and end what was told long enough ago."""

    name = "billing.lapse_credits"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> EndingFound:
        return queries.endings(self.today)

    def decide(self, ask: Nothing, facts: EndingFound) -> Decision:
        return allow(clauses=[policy.clause("REF-17", self.today)])

    def execute(self, ask: Nothing, facts: EndingFound, decision: Decision) -> EndingTakenUp:
        GivenCredit.close(facts.spent, at=self.now)
        for number, due in facts.due:
            self.later(_ACTS[due], {"credit": number}, at=self.now, key=self._key(number, due))
        return EndingTakenUp(credits=tuple(number for number, _ in facts.due))

    def verify(self, ask: Nothing, facts: EndingFound, result: EndingTakenUp) -> None:
        keys = [self._key(*one) for one in facts.due]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is taken up by itself")

    def _key(self, number: str, due: Ending) -> str:
        return f"given_credit:{number}:{due}:{self.today}"
