"""Give a program a key to act as somebody who works here."""

from __future__ import annotations

from datetime import date
from secrets import token_urlsafe

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import ApiKey, Staff
from makegood.domains.company.policy import KeyFacts, keeps_the_list, may_issue_key
from makegood.domains.company.queries import hash_of, staff_by_key, staff_card


class IssueApiKeyAsk(Ask):
    """Whose key it is and what for."""

    username: str = Field(description="As whom the program acts.", examples=["rae"], max_length=40)
    label: str = Field(
        description="What the key is for.", examples=["till in Harlow"], min_length=1, max_length=80
    )
    expires_on: date | None = Field(
        None, description="The last day it is good for; none means until it is taken back.",
        examples=["2026-12-31"],
    )  # fmt: skip


class ApiKeyIssued(Result):
    """The key, shown this once, and the number by which it is taken back."""

    number: str
    key: str


@register
class IssueApiKey(Operation[IssueApiKeyAsk, KeyFacts, ApiKeyIssued]):
    """Give a program a key to act as somebody; the key is shown once and only its hash kept."""

    name = "company.issue_api_key"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    offered_to = staticmethod(keeps_the_list)
    secrets = frozenset({"key"})

    def gather(self, ask: IssueApiKeyAsk) -> KeyFacts:
        person = staff_card(ask.username)
        return KeyFacts(person.username, person.name, self.actor.role, is_revoked=False)

    def decide(self, ask: IssueApiKeyAsk, facts: KeyFacts) -> Decision:
        return may_issue_key(facts=facts, expires_on=ask.expires_on, today=self.today)

    def execute(self, ask: IssueApiKeyAsk, facts: KeyFacts, decision: Decision) -> ApiKeyIssued:
        key = f"mg_{token_urlsafe(32)}"
        row = ApiKey.objects.create(
            number=next_number("KEY"),
            staff=Staff.objects.get(username=ask.username),
            label=ask.label,
            key_hash=hash_of(key),
            issued_at=self.now,
            issued_by=self.actor.name,
            expires_on=ask.expires_on,
        )
        self.record(f"api_key:{row.number}")
        return ApiKeyIssued(number=row.number, key=key)

    def verify(self, ask: IssueApiKeyAsk, facts: KeyFacts, result: ApiKeyIssued) -> None:
        actor = staff_by_key(result.key)
        ensure(actor is not None and actor.name.endswith(ask.username), "the key opens")
