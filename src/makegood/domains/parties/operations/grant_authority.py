"""Let somebody act on an account for its holder, for one thing and until a day."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V3
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.parties.models import Account, AccountRole, Party, Role, Scope
from makegood.domains.parties.policy import AuthorityFacts, may_grant_authority
from makegood.domains.parties.queries import is_authorised
from makegood.domains.parties.queries.acting import authority_facts, parties_told
from makegood.domains.parties.queries.reach import letter_to


class GrantAuthorityAsk(Ask):
    """Who may do what on the account, and until when."""

    account: Ref[Account] = Field(description="The account.", examples=["40012"])
    grantee: Ref[Party] = Field(description="Who may act for the holder.", examples=["C-8"])
    scope: Scope = Field(description="What they may do.", examples=["billing_view"])
    expires_on: date = Field(description="The last day they may.", examples=["2026-12-31"])


class AuthorityGranted(Result):
    """Who may do what now."""

    account: str
    grantee: str
    scopes: tuple[str, ...]
    expires_on: date


@register
class GrantAuthority(Operation[GrantAuthorityAsk, AuthorityFacts, AuthorityGranted]):
    """Let somebody the holder names act on the account, and tell both of it."""

    name = "parties.grant_authority"
    needs = Needs(level=V3, standing=holder("*"), authority=None, automated=False)
    retention = "customer_7y"

    def gather(self, ask: GrantAuthorityAsk) -> AuthorityFacts:
        return authority_facts(ask.account, ask.grantee)

    def decide(self, ask: GrantAuthorityAsk, facts: AuthorityFacts) -> Decision:
        return may_grant_authority(
            facts=facts, scope=ask.scope, expires_on=ask.expires_on, today=self.today
        )

    def execute(
        self, ask: GrantAuthorityAsk, facts: AuthorityFacts, decision: Decision
    ) -> AuthorityGranted:
        current = AccountRole.objects.filter(
            account__number=ask.account, party__number=ask.grantee, revoked_at=None
        )
        scopes = sorted({ask.scope}.union(*(one.scopes_on(self.today) for one in current)))
        current.update(revoked_at=self.now)
        AccountRole.objects.create(
            account=Account.objects.get(number=ask.account),
            party=Party.objects.get(number=ask.grantee),
            role=Role.AUTHORISED,
            scopes=scopes,
            granted_at=self.now,
            granted_by=self.actor.party or "",
            expires_on=ask.expires_on,
        )
        self.record(f"account:{ask.account}")
        self.record(f"party:{ask.grantee}")
        for reach in parties_told(ask.account, ask.grantee):
            letter = letter_to(reach, "authority_granted", *decision.says)
            self.queue(kind=reach.channel, payload=letter, key=f"grant:{self.act}:{reach.number}")
        return AuthorityGranted(
            account=ask.account,
            grantee=ask.grantee,
            scopes=tuple(scopes),
            expires_on=ask.expires_on,
        )

    def verify(
        self, ask: GrantAuthorityAsk, facts: AuthorityFacts, result: AuthorityGranted
    ) -> None:
        ensure(is_authorised(ask.grantee, ask.account, ask.scope), "the named person may act")
