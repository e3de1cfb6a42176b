"""Give somebody at the desk a first password, or let them change their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import DeskSession, Password, Staff
from makegood.domains.company.passwords import is_password, slow_hash
from makegood.domains.company.policy import PasswordFacts, may_set_password
from makegood.domains.company.queries import password_hash_of, staff_card
from makegood.handbook import book


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
    """Whose password it is, and whether the new one holds: not with a wrong current one."""

    username: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Hashed:
    """What will be kept of the new password; what is kept of the current one, if it was right."""

    new: str
    current: str | None


@register
class SetPassword(Operation[SetPasswordAsk, PasswordFacts, PasswordSet]):
    """Set a password: one's own with the current one, or as a manager somebody's first."""

    name = "company.set_password"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    judges_guess = True
    secrets = frozenset({"password", "current"})

    @classmethod
    def prepare(cls, ask: SetPasswordAsk) -> Hashed:
        """What will be kept of the new password, and what is kept of the current one if right.

        Both are hashed in any case, so that the time it takes does not tell what was right.
        """
        kept = password_hash_of(ask.username)
        current = kept if is_password(ask.current, kept) else None
        return Hashed(slow_hash(ask.password), current)

    def gather(self, ask: SetPasswordAsk) -> PasswordFacts:
        person = staff_card(ask.username)
        return PasswordFacts(
            username=person.username,
            name=person.name,
            asked_by=self.actor.name,
            asked_by_role=self.actor.role,
            has_password=password_hash_of(person.username) is not None,
            length=len(ask.password),
        )

    def decide(self, ask: SetPasswordAsk, facts: PasswordFacts) -> Decision:
        return may_set_password(facts=facts, today=self.today)

    def execute(self, ask: SetPasswordAsk, facts: PasswordFacts, decision: Decision) -> PasswordSet:
        clause = book().clause("AUT-4", on=self.today)
        row = Password.objects.select_for_update().filter(staff__username=ask.username).first()
        if row is not None and not self._is_current(row):
            self.tell(say(clause, "wrong_current"))
            return PasswordSet(username=ask.username, changed=False)
        person = Staff.objects.get(username=ask.username)
        holds = {"password_hash": self._hashed.new, "set_at": self.now, "wrong_tries": 0}
        Password.objects.update_or_create(staff=person, defaults=holds)
        # Whoever knew the old password may sit in another browser.
        DeskSession.objects.filter(staff=person, ended_at=None).update(ended_at=self.now)
        self.record(f"staff:{ask.username}")
        self.tell(say(clause, "set", name=facts.name))
        return PasswordSet(username=ask.username, changed=True)

    def verify(self, ask: SetPasswordAsk, facts: PasswordFacts, result: PasswordSet) -> None:
        opens = password_hash_of(ask.username) == self._hashed.new
        ensure(opens or not result.changed, "the password opens")

    def _is_current(self, row: Password) -> bool:
        """Whether the password that holds was given; a wrong one counts as at the door."""
        if row.is_locked(self.now):
            return False
        is_right = row.password_hash == self._hashed.current
        if not is_right:
            row.count_wrong(book().clause("AUT-5", on=self.today), self.now)
        return is_right

    @property
    def _hashed(self) -> Hashed:
        return cast(Hashed, self.prepared)
