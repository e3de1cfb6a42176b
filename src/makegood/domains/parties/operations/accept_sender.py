"""Take who writes from a proven address to be the customer whose address it is, for now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pydantic import Field

from makegood.core.actor import V0, V1
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.parties.models import ContactPoint, Method, Party, Verification
from makegood.domains.parties.policy import may_accept_sender
from makegood.domains.parties.queries.identity import (
    conversation_of,
    find_by_reference,
    known_in,
    level_of,
)
from makegood.handbook import book


class AcceptSenderAsk(Ask):
    """The address that a mail came from, as the company's own mail host found it proven."""

    address: str = Field(
        min_length=3, max_length=254, description="The sender's address.",
        examples=["tom.gallagher@example.com"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SenderFacts:
    """Whose address it is, and who is known in the conversation until now."""

    owners: tuple[str, ...]
    known: str | None


class SenderAccepted(Result):
    """Whom we take the sender to be, and how surely."""

    party: str
    level: int


@register
class AcceptSender(Operation[AcceptSenderAsk, SenderFacts, SenderAccepted]):
    """Take the sender of a proven mail to be the one customer who has this address."""

    name = "parties.accept_sender"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "verification_2y"

    def gather(self, ask: AcceptSenderAsk) -> SenderFacts:
        owners = tuple(one.party for one in find_by_reference(ask.address))
        return SenderFacts(owners, known_in(conversation_of(self.actor)).party)

    def decide(self, ask: AcceptSenderAsk, facts: SenderFacts) -> Decision:
        return may_accept_sender(owners=facts.owners, known=facts.known, today=self.today)

    def execute(
        self, ask: AcceptSenderAsk, facts: SenderFacts, decision: Decision
    ) -> SenderAccepted:
        (owner,) = facts.owners
        conversation = conversation_of(self.actor)
        hours = book().clause("IDV-8", on=self.today).whole("claim_hours")
        Verification.objects.create(
            party=Party.objects.get(number=owner),
            conversation=conversation,
            level=V1,
            method=Method.SENDER,
            at=self.now,
            expires_at=self.now + timedelta(hours=hours),
            by=self.actor.name,
        )
        reached = ContactPoint.objects.filter(party__number=owner, value=ask.address.lower())
        reached.update(failed_at=None)
        self.record(f"party:{owner}")
        return SenderAccepted(party=owner, level=level_of(conversation, owner))

    def verify(self, ask: AcceptSenderAsk, facts: SenderFacts, result: SenderAccepted) -> None:
        known = known_in(conversation_of(self.actor))
        ensure(known.party == result.party, "the conversation is with the owner of the address")
        ensure(result.level >= V1, "the owner is known at V1")
