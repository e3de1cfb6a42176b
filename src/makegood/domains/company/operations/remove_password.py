"""Take a password away: somebody forgot it or lost the telephone, and a new first one is given."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import DeskSession, Password
from makegood.domains.company.policy import KeyFacts, keeps_the_list, may_remove_password
from makegood.domains.company.queries import password_hash_of, staff_card


class RemovePasswordAsk(Ask):
    """Whose password is taken away."""

    username: str = Field(description="Who signs in with it.", examples=["rae"], max_length=40)


class PasswordRemoved(Result):
    """Who cannot sign in until a new first password is given."""

    username: str


@register
class RemovePassword(Operation[RemovePasswordAsk, KeyFacts, PasswordRemoved]):
    """Take away a password and its second factor, and end that person's sessions."""

    name = "company.remove_password"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    offered_to = staticmethod(keeps_the_list)

    def gather(self, ask: RemovePasswordAsk) -> KeyFacts:
        return KeyFacts(
            username=ask.username,
            name=staff_card(ask.username).name,
            asked_by_role=self.actor.role,
            is_revoked=password_hash_of(ask.username) is None,
        )

    def decide(self, ask: RemovePasswordAsk, facts: KeyFacts) -> Decision:
        return may_remove_password(facts=facts, today=self.today)

    def execute(
        self, ask: RemovePasswordAsk, facts: KeyFacts, decision: Decision
    ) -> PasswordRemoved:
        Password.objects.filter(staff__username=facts.username).delete()
        open_ones = DeskSession.objects.filter(staff__username=facts.username, ended_at=None)
        open_ones.update(ended_at=self.now)
        self.record(f"staff:{facts.username}")
        return PasswordRemoved(username=facts.username)

    def verify(self, ask: RemovePasswordAsk, facts: KeyFacts, result: PasswordRemoved) -> None:
        ensure(password_hash_of(result.username) is None, "no password opens the desk")
