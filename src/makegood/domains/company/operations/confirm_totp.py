"""Confirm a second factor: from now on its codes are asked for at every sign-in."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import Password
from makegood.domains.company.policy import FactorFacts, may_confirm_factor
from makegood.domains.company.queries import factor_facts


class ConfirmTotpAsk(Ask):
    """The six digits that the telephone shows now."""

    code: str = Field(description="The digits.", examples=["492039"], max_length=12)


class FactorConfirmed(Result):
    """Whose sign-in asks for digits now."""

    username: str


@register
class ConfirmTotp(Operation[ConfirmTotpAsk, FactorFacts, FactorConfirmed]):
    """Have the digits of one's telephone asked for at each sign-in."""

    name = "company.confirm_totp"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    judges_guess = True
    secrets = frozenset({"code"})

    def gather(self, ask: ConfirmTotpAsk) -> FactorFacts:
        return factor_facts(self.actor, ask.code, self.now)

    def decide(self, ask: ConfirmTotpAsk, facts: FactorFacts) -> Decision:
        return may_confirm_factor(facts=facts, today=self.today)

    def execute(
        self, ask: ConfirmTotpAsk, facts: FactorFacts, decision: Decision
    ) -> FactorConfirmed:
        rows = Password.objects.filter(staff__username=facts.username)
        rows.update(totp_confirmed_at=self.now, totp_step=facts.step or 0)
        self.record(f"staff:{facts.username}")
        return FactorConfirmed(username=facts.username)

    def verify(self, ask: ConfirmTotpAsk, facts: FactorFacts, result: FactorConfirmed) -> None:
        row = Password.objects.get(staff__username=result.username)
        ensure(row.totp_confirmed_at == self.now, "the digits are asked for from now on")
