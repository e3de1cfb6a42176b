"""Take back the key of a program, at once."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import ApiKey
from makegood.domains.company.policy import KeyFacts, keeps_the_list, may_revoke_key
from makegood.domains.company.queries import keys_of


class RevokeApiKeyAsk(Ask):
    """Which key."""

    api_key: Ref[ApiKey] = Field(description="The key's number.", examples=["KEY-1001"])


class ApiKeyRevoked(Result):
    """Which key opens nothing any more."""

    number: str


@register
class RevokeApiKey(Operation[RevokeApiKeyAsk, KeyFacts, ApiKeyRevoked]):
    """Take back a key; from now on it opens nothing."""

    name = "company.revoke_api_key"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    offered_to = staticmethod(keeps_the_list)

    def gather(self, ask: RevokeApiKeyAsk) -> KeyFacts:
        row = ApiKey.objects.filter(number=ask.api_key).select_related("staff").first()
        if row is None:
            raise NotFound("api_key", ask.api_key)
        revoked = row.revoked_at is not None
        return KeyFacts(row.staff.username, row.staff.name, self.actor.role, is_revoked=revoked)

    def decide(self, ask: RevokeApiKeyAsk, facts: KeyFacts) -> Decision:
        return may_revoke_key(facts=facts, today=self.today)

    def execute(self, ask: RevokeApiKeyAsk, facts: KeyFacts, decision: Decision) -> ApiKeyRevoked:
        ApiKey.objects.filter(number=ask.api_key).update(revoked_at=self.now)
        self.record(f"api_key:{ask.api_key}")
        return ApiKeyRevoked(number=ask.api_key)

    def verify(self, ask: RevokeApiKeyAsk, facts: KeyFacts, result: ApiKeyRevoked) -> None:
        usable = {card.number for card in keys_of(facts.username) if card.is_usable}
        ensure(result.number not in usable, "the key opens nothing")
