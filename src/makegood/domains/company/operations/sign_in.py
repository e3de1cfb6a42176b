"""Let somebody who works here in at the desk; count a wrong password, lock after too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.company.models import DeskSession, Password
from makegood.domains.company.passwords import is_password
from makegood.domains.company.queries import hash_of, password_hash_of, staff_by_session
from makegood.domains.company.second_factor import step_of
from makegood.handbook import book


class SignInAsk(Ask):
    """Who comes, and with which password."""

    username: str = Field(description="Who signs in.", examples=["rae"], max_length=40)
    password: str = Field(description="The password.", examples=["rae at the desk"], max_length=200)
    code: str = Field(
        "", description="The digits of the second factor.", examples=["492039"], max_length=12
    )


class SignedIn(Result):
    """Whether the desk opened, and the token of the session, shown this once."""

    accepted: bool
    token: str


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """Under which name. Whether the password is right is found where a wrong one is counted."""

    username: str


@register
class SignIn(Operation[SignInAsk, SignInFacts, SignedIn]):
    """Open the desk to somebody who gives their password; count a wrong one."""

    name = "company.sign_in"
    # The desk itself asks for whoever stands before it, so that no key tries passwords.
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "staff_7y"
    asks_first = False
    judges_guess = True
    secrets = frozenset({"password", "code", "token"})

    @classmethod
    def prepare(cls, ask: SignInAsk) -> str | None:
        """What is kept of the password that was given; None when it is not the right one."""
        kept = password_hash_of(ask.username)
        return kept if is_password(ask.password, kept) else None

    def gather(self, ask: SignInAsk) -> SignInFacts:
        return SignInFacts(ask.username)

    def decide(self, ask: SignInAsk, facts: SignInFacts) -> Decision:
        return allow(clauses=[book().clause("AUT-5", on=self.today)])

    def execute(self, ask: SignInAsk, facts: SignInFacts, decision: Decision) -> SignedIn:
        rows = Password.objects.select_for_update().filter(staff__username=ask.username)
        row = rows.first()
        is_right = row is not None and row.password_hash == self.prepared
        is_right = is_right and self._has_factor(row, ask.code)
        if row is not None and not row.is_locked(self.now):
            if is_right:
                return SignedIn(accepted=True, token=self._open(row))
            row.count_wrong(book().clause("AUT-5", on=self.today), self.now)
        self.tell(say(book().clause("AUT-5", on=self.today), "wrong"))
        return SignedIn(accepted=False, token="")

    def verify(self, ask: SignInAsk, facts: SignInFacts, result: SignedIn) -> None:
        actor = staff_by_session(result.token)
        ensure((actor is not None) == result.accepted, "the session opens only when accepted")

    def _open(self, row: Password) -> str:
        row.wrong_tries, row.locked_until = 0, None
        row.save()
        token = token_urlsafe(32)
        hours = book().clause("AUT-5", on=self.today).whole("session_hours")
        DeskSession.objects.create(
            staff_id=row.staff_id,
            token_hash=hash_of(token),
            opened_at=self.now,
            expires_at=self.now + timedelta(hours=hours),
        )
        return token

    def _has_factor(self, row: Password | None, code: str) -> bool:
        """Whether the digits are right where they are asked for; each is good once."""
        if row is None or row.totp_confirmed_at is None:
            return True
        step = step_of(row.totp_secret, code, self.now, row.totp_step)
        row.totp_step = step or row.totp_step
        return step is not None
