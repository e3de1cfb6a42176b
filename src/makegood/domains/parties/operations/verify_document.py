"""Take a photo ID that a colleague looked at as a strong proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0, V3
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.parties.models import Method, Party, Verification
from makegood.domains.parties.policy import may_accept_document
from makegood.domains.parties.queries.identity import conversation_of, level_of
from makegood.handbook import book


class DocumentType(StrEnum):
    """The photo IDs that count."""

    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    IDENTITY_CARD = "identity_card"


class VerifyDocumentAsk(Ask):
    """Which photo ID was looked at, and whether it matches the account; no copy is kept."""

    document_type: DocumentType = Field(
        description="The photo ID that was shown.", examples=["passport"]
    )
    is_match: bool = Field(
        description="Whether photo and name match the customer and the account.", examples=[True]
    )


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The customer who stands there."""

    party: str
    name: str
    conversation: str


class DocumentVerified(Result):
    """How surely the customer is known now."""

    party: str
    level: int


@register
class VerifyDocument(Operation[VerifyDocumentAsk, DocumentFacts, DocumentVerified]):
    """Take a photo ID that matches the account as a strong proof for this conversation."""

    name = "parties.verify_document"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "verification_2y"

    def gather(self, ask: VerifyDocumentAsk) -> DocumentFacts:
        party = Party.objects.filter(number=self.actor.party or "").first()
        if party is None:
            raise NotFound("party", self.actor.party or "")
        return DocumentFacts(party.number, party.name, conversation_of(self.actor))

    def decide(self, ask: VerifyDocumentAsk, facts: DocumentFacts) -> Decision:
        return may_accept_document(is_match=ask.is_match, name=facts.name, today=self.today)

    def execute(
        self, ask: VerifyDocumentAsk, facts: DocumentFacts, decision: Decision
    ) -> DocumentVerified:
        hours = book().clause("IDV-8", on=self.today).whole("hours")
        Verification.objects.create(
            party=Party.objects.get(number=facts.party),
            conversation=facts.conversation,
            level=V3,
            method=Method.DOCUMENT,
            at=self.now,
            expires_at=self.now + timedelta(hours=hours),
            by=self.actor.name,
        )
        self.record(f"party:{facts.party}")
        return DocumentVerified(party=facts.party, level=V3)

    def verify(
        self, ask: VerifyDocumentAsk, facts: DocumentFacts, result: DocumentVerified
    ) -> None:
        ensure(level_of(facts.conversation, facts.party) >= V3, "the customer is known at V3")
