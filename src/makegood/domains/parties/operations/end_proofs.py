"""End proofs: who signs out is known no more, there and where the proofs were carried to."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.parties.models import Verification
from makegood.domains.parties.queries import claimed_in
from makegood.domains.parties.queries.identity import carried_to, conversation_of
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """The conversations in which nobody is to be known any more."""

    conversations: tuple[str, ...]


class ProofsEnded(Result):
    """The conversations in which nobody is known any more."""

    conversations: tuple[str, ...]


@register
class EndProofs(Operation[Nothing, EndingFacts, ProofsEnded]):
    """Forget at once who somebody is in a conversation, and in those that went on from it."""

    name = "parties.end_proofs"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "verification_2y"
    only_inside = True

    def gather(self, ask: Nothing) -> EndingFacts:
        conversation = conversation_of(self.actor)
        return EndingFacts((conversation, *carried_to(conversation)))

    def decide(self, ask: Nothing, facts: EndingFacts) -> Decision:
        return allow(clauses=[book().clause("IDV-8", on=self.today)])

    def execute(self, ask: Nothing, facts: EndingFacts, decision: Decision) -> ProofsEnded:
        held = Verification.objects.filter(
            conversation__in=facts.conversations, expires_at__gt=self.now
        )
        held.update(expires_at=self.now)
        return ProofsEnded(conversations=facts.conversations)

    def verify(self, ask: Nothing, facts: EndingFacts, result: ProofsEnded) -> None:
        known = [claimed_in(one) for one in result.conversations]
        ensure(not any(known), "nobody is known there any more")
