"""Give somebody at the desk a first password, or let them change their own."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import DeskSession, Password, Staff
from makegood.domains.company.passwords import is_password, slow_hash
from makegood.domains.company.policy import PasswordFacts, may_set_password
from makegood.domains.company.queries import password_hash_of, staff_card


class SetPasswordAsk(Ask):
    """Whose password it is, the new one, and the one that holds now."""

    username: str = Field(description="Who signs in with it.", examples=["rae"], max_length=40)
    password: str = Field(
        description="The new password.", examples=["rae at the desk"], max_length=200
    )
    current: str = Field(
        "", description="The password that holds now; empty for the first one.",
        examples=["", "the one before"], max_length=200,
    )  # fmt: skip


class PasswordSet(Result):
    """Who signs in with the new password."""

    username: str


@register
class SetPassword(Operation[SetPasswordAsk, PasswordFacts, PasswordSet]):
    """Set a password: one's own with the current one, or as a manager somebody's first."""

    name = "company.set_password"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    secrets = frozenset({"password", "current"})

    def gather(self, ask: SetPasswordAsk) -> PasswordFacts:
        person = staff_card(ask.username)
        kept = password_hash_of(person.username)
        return PasswordFacts(
            username=person.username,
            name=person.name,
            asked_by=self.actor.name,
            asked_by_role=self.actor.role,
            has_password=kept is not None,
            is_current_right=kept is not None and is_password(ask.current, kept),
            length=len(ask.password),
        )

    def decide(self, ask: SetPasswordAsk, facts: PasswordFacts) -> Decision:
        return may_set_password(facts=facts, today=self.today)

    def execute(self, ask: SetPasswordAsk, facts: PasswordFacts, decision: Decision) -> PasswordSet:
        person = Staff.objects.get(username=ask.username)
        new = {"password_hash": slow_hash(ask.password), "set_at": self.now}
        Password.objects.update_or_create(staff=person, defaults=new)
        # Whoever knew the old password may sit in another browser.
        DeskSession.objects.filter(staff=person, ended_at=None).update(ended_at=self.now)
        self.record(f"staff:{ask.username}")
        return PasswordSet(username=ask.username)

    def verify(self, ask: SetPasswordAsk, facts: PasswordFacts, result: PasswordSet) -> None:
        ensure(is_password(ask.password, password_hash_of(ask.username)), "the password opens")
