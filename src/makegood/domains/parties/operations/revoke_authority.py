"""Let somebody no longer act on an account."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.parties.models import Account, AccountRole, Party, Role
from makegood.domains.parties.policy import AuthorityFacts, may_revoke_authority
from makegood.domains.parties.queries import rights_on
from makegood.domains.parties.queries.acting import authority_facts, parties_told
from makegood.domains.parties.queries.reach import letter_to


class RevokeAuthorityAsk(Ask):
    """Who may no longer act on the account."""

    account: Ref[Account] = Field(description="The account.", examples=["40012"])
    grantee: Ref[Party] = Field(description="Who may no longer act.", examples=["C-8"])


class AuthorityRevoked(Result):
    """Who may no longer act."""

    account: str
    grantee: str


@register
class RevokeAuthority(Operation[RevokeAuthorityAsk, AuthorityFacts, AuthorityRevoked]):
    """Take back what the holder let somebody do on the account, at once, and tell both."""

    name = "parties.revoke_authority"
    needs = Needs(level=V2, standing=holder("*"), authority=None, automated=True)
    retention = "customer_7y"

    def gather(self, ask: RevokeAuthorityAsk) -> AuthorityFacts:
        return authority_facts(ask.account, ask.grantee)

    def decide(self, ask: RevokeAuthorityAsk, facts: AuthorityFacts) -> Decision:
        return may_revoke_authority(facts=facts, today=self.today)

    def execute(
        self, ask: RevokeAuthorityAsk, facts: AuthorityFacts, decision: Decision
    ) -> AuthorityRevoked:
        AccountRole.objects.filter(
            account__number=ask.account,
            party__number=ask.grantee,
            role=Role.AUTHORISED,
            revoked_at=None,
        ).update(revoked_at=self.now)
        self.record(f"account:{ask.account}")
        self.record(f"party:{ask.grantee}")
        for reach in parties_told(ask.account, ask.grantee):
            letter = letter_to(reach, "authority_revoked", *decision.says)
            self.queue(kind=reach.channel, payload=letter, key=f"revoke:{self.act}:{reach.number}")
        return AuthorityRevoked(account=ask.account, grantee=ask.grantee)

    def verify(
        self, ask: RevokeAuthorityAsk, facts: AuthorityFacts, result: AuthorityRevoked
    ) -> None:
        ensure(ask.grantee not in rights_on(ask.account), "the named person may do nothing there")
