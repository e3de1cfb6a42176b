"""End a session at the desk; the token opens nothing any more."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.company.models import DeskSession
from makegood.domains.company.queries import hash_of, staff_by_session
from makegood.handbook import book


class SignOutAsk(Ask):
    """Which session."""

    token: str = Field(description="The session's token.", examples=["a-token"], max_length=80)


class SignedOut(Result):
    """Who left."""

    username: str


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """Whose session it is."""

    username: str


@register
class SignOut(Operation[SignOutAsk, SessionFacts, SignedOut]):
    """End a session at the desk."""

    name = "company.sign_out"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "staff_7y"
    asks_first = False
    secrets = frozenset({"token"})

    def gather(self, ask: SignOutAsk) -> SessionFacts:
        found = DeskSession.objects.filter(token_hash=hash_of(ask.token), ended_at=None)
        row = found.select_related("staff").first()
        if row is None:
            raise NotFound("desk_session", "")
        return SessionFacts(row.staff.username)

    def decide(self, ask: SignOutAsk, facts: SessionFacts) -> Decision:
        return allow(says=[say(book().clause("AUT-5", on=self.today), "out")])

    def execute(self, ask: SignOutAsk, facts: SessionFacts, decision: Decision) -> SignedOut:
        found = DeskSession.objects.filter(token_hash=hash_of(ask.token))
        found.update(ended_at=self.now)
        self.record(f"staff:{facts.username}")
        return SignedOut(username=facts.username)

    def verify(self, ask: SignOutAsk, facts: SessionFacts, result: SignedOut) -> None:
        ensure(staff_by_session(ask.token) is None, "the token opens nothing")
