"""Begin a second factor: somebody's telephone learns a secret of its own."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import Password
from makegood.domains.company.policy import FactorFacts, may_enrol_factor
from makegood.domains.company.queries import factor_facts
from makegood.domains.company.second_factor import address_of, new_secret
from makegood.handbook import book


class FactorBegun(Result):
    """The address that the telephone's app reads, shown this once."""

    address: str


@register
class EnrolTotp(Operation[Nothing, FactorFacts, FactorBegun]):
    """Give one's telephone a secret; it counts once a code of it was given."""

    name = "company.enrol_totp"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    secrets = frozenset({"address"})

    def gather(self, ask: Nothing) -> FactorFacts:
        return factor_facts(self.actor, "", self.now)

    def decide(self, ask: Nothing, facts: FactorFacts) -> Decision:
        return may_enrol_factor(facts=facts, today=self.today)

    def execute(self, ask: Nothing, facts: FactorFacts, decision: Decision) -> FactorBegun:
        secret = new_secret()
        rows = Password.objects.filter(staff__username=facts.username)
        rows.update(totp_secret=secret, totp_confirmed_at=None, totp_step=0)
        self.record(f"staff:{facts.username}")
        return FactorBegun(address=address_of(secret, facts.username, book().company.name))

    def verify(self, ask: Nothing, facts: FactorFacts, result: FactorBegun) -> None:
        row = Password.objects.get(staff__username=facts.username)
        ensure(row.totp_confirmed_at is None, "nothing is asked before a code was given")
