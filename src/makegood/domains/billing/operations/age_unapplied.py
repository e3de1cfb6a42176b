"""Find each day money that is put to nothing: ask of it, give it back, or have a person look."""

from __future__ import annotations

from makegood.core import effects
from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.billing import policy, queries
from makegood.domains.billing.operations import automated
from makegood.domains.billing.policy import Aged, AgedFound, Next
from makegood.handbook import book

_ACTS = {Next.ASK: "billing.ask_about_payment", Next.GIVE_BACK: "billing.refund_overpayment"}


class UnappliedTakenUp(Result):
    """The records about which something is done now, and those that a person looks at."""

    taken_up: tuple[str, ...]
    looked_at: tuple[str, ...]


@register
class AgeUnapplied(Operation[Nothing, AgedFound, UnappliedTakenUp]):
    """Each day: ask whose money waits what it is for, and give back what nobody spoke of."""

    name = "billing.age_unapplied"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "ledger_7y"

    def gather(self, ask: Nothing) -> AgedFound:
        due = [one for one in queries.aged() if policy.next_of(one, self.today)[1] <= self.today]
        return AgedFound(tuple(one for one in due if one.kind != "refund"))

    def decide(self, ask: Nothing, facts: AgedFound) -> Decision:
        return allow(clauses=[policy.clause("PMT-10", self.today)])

    def execute(self, ask: Nothing, facts: AgedFound, decision: Decision) -> UnappliedTakenUp:
        taken_up, looked_at = [], []
        for one in facts.waiting:
            what, _ = policy.next_of(one, self.today)
            if what in _ACTS:
                which = {"payment": one.about.partition(":")[2]}
                by = automated(one.party) if what is Next.GIVE_BACK else None
                self.later(_ACTS[what], which, at=self.now, key=self._key(one, what), by=by)
                taken_up.append(one.about)
            elif not effects.queued(_look_key(one)):
                self._have_looked_at(one)
                looked_at.append(one.about)
        return UnappliedTakenUp(taken_up=tuple(taken_up), looked_at=tuple(looked_at))

    def _have_looked_at(self, one: Aged) -> None:
        self.queue(
            kind="mail", key=_look_key(one),
            payload={
                "to": book().company.department("billing_control").contact,
                "notice": "money_to_look_at",
                "subject": f"{one.amount} of {one.party} waits: {one.about}",
                "body": f"It is there since {one.since}. See what it is for, or give it back.",
            },
        )  # fmt: skip
        self.record(one.about)

    def verify(self, ask: Nothing, facts: AgedFound, result: UnappliedTakenUp) -> None:
        by_about = {one.about: one for one in facts.waiting}
        keys = [self._key(one, policy.next_of(one, self.today)[0])
                for one in map(by_about.__getitem__, result.taken_up)]  # fmt: skip
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is taken up by itself")
        told = [effects.queued(_look_key(by_about[one])) for one in result.looked_at]
        ensure(None not in told, "and a person hears of the rest")

    def _key(self, one: Aged, what: Next) -> str:
        asks = f"asked:{one.about}:{self.today}"
        return asks if what is Next.ASK else queries.again_key(one.about)


def _look_key(one: Aged) -> str:
    return f"money_waits:{one.about}:{one.since}"
