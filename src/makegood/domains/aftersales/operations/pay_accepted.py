"""Pay what was accepted and could not be paid at once, as soon as nothing is in its way."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core import effects
from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.aftersales.models import Owing, once_more, payable_again
from makegood.domains.aftersales.operations import pays
from makegood.domains.aftersales.telling import clauses
from makegood.domains.billing.operations import automated
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class AcceptedUnpaid:
    """The accepted returns that nothing stops any more, and those that were refused even so."""

    owing: tuple[Owing, ...]
    refused: tuple[Owing, ...]


class PaymentsTakenUp(Result):
    """The returns that are paid now, each by itself, and those that are left to a person."""

    returns: tuple[str, ...]
    left_to_person: tuple[str, ...]


@register
class PayAccepted(Operation[Nothing, AcceptedUnpaid, PaymentsTakenUp]):
    """Each day: pay each accepted return whose payment a bank or a debt stopped, and stops no more.

    It is tried once. What is refused then is so tomorrow too, and billing control hears of it.
    """

    name = "aftersales.pay_accepted"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: Nothing) -> AcceptedUnpaid:
        owing = payable_again(self.today)
        refused = [one for one in owing if one.refused]
        return AcceptedUnpaid(
            owing=tuple(one for one in owing if one.refused is None),
            refused=tuple(one for one in refused if not effects.queued(_told_key(one.number))),
        )

    def decide(self, ask: Nothing, facts: AcceptedUnpaid) -> Decision:
        return allow(clauses=clauses(self.today, "RET-9"))

    def execute(self, ask: Nothing, facts: AcceptedUnpaid, decision: Decision) -> PaymentsTakenUp:
        for one in facts.owing:
            self.later(
                pays(one.is_gift), {"return_number": one.number}, at=self.now,
                key=self._key(one.number), by=automated(one.party),
            )  # fmt: skip
        to = book().company.department("billing_control").contact
        for left in facts.refused:
            subject = f"Return {left.number} is accepted and could not be paid"
            body = f"{left.refused}\nIt is not tried again by itself."
            payload = {"to": to, "notice": "return_unpaid", "subject": subject, "body": body}
            self.queue(kind="mail", key=_told_key(left.number), payload=payload)
            self.record(f"return:{left.number}")
        return PaymentsTakenUp(
            returns=tuple(one.number for one in facts.owing),
            left_to_person=tuple(one.number for one in facts.refused),
        )

    def verify(self, ask: Nothing, facts: AcceptedUnpaid, result: PaymentsTakenUp) -> None:
        keys = [self._key(number) for number in result.returns]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is paid by itself")
        told = [effects.queued(_told_key(one)) for one in result.left_to_person]
        ensure(None not in told, "and a person hears of each that cannot be")

    def _key(self, number: str) -> str:
        return f"{once_more(number)}{self.today}"


def _told_key(number: str) -> str:
    return f"return_unpaid:{number}"
