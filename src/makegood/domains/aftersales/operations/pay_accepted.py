"""Pay what was accepted and could not be paid at once, each day until nothing is in its way."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.aftersales.models import Owing, payable_again
from makegood.domains.aftersales.operations import automated, pays
from makegood.domains.aftersales.telling import clauses


@dataclass(frozen=True, slots=True)
class AcceptedUnpaid:
    """The accepted returns whose payment was refused, and that nothing stops any more."""

    owing: tuple[Owing, ...]


class PaymentsTakenUp(Result):
    """The returns that are paid now, each by itself."""

    returns: tuple[str, ...]


@register
class PayAccepted(Operation[Nothing, AcceptedUnpaid, PaymentsTakenUp]):
    """Each day: try again to pay each accepted return whose payment a bank or a debt stopped."""

    name = "aftersales.pay_accepted"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: Nothing) -> AcceptedUnpaid:
        return AcceptedUnpaid(payable_again(self.today))

    def decide(self, ask: Nothing, facts: AcceptedUnpaid) -> Decision:
        return allow(clauses=clauses(self.today, "RET-9"))

    def execute(self, ask: Nothing, facts: AcceptedUnpaid, decision: Decision) -> PaymentsTakenUp:
        for one in facts.owing:
            self.later(
                pays(one.is_gift), {"return_number": one.number}, at=self.now,
                key=self._key(one.number), by=automated(one.party),
            )  # fmt: skip
        return PaymentsTakenUp(returns=tuple(one.number for one in facts.owing))

    def verify(self, ask: Nothing, facts: AcceptedUnpaid, result: PaymentsTakenUp) -> None:
        keys = [self._key(number) for number in result.returns]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is paid by itself")

    def _key(self, number: str) -> str:
        return f"refund:{number}:{self.today}"
