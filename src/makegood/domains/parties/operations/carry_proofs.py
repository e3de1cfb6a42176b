"""Carry proofs over: who proved who they are on one page need not prove it again on the next."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V2, Level
from makegood.core.decision import Decision, allow
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.parties.models import Verification
from makegood.domains.parties.queries import level_of, own_rights
from makegood.domains.parties.queries.identity import conversation_of, proofs_of
from makegood.handbook import book


class CarryProofsAsk(Ask):
    """The conversation, just begun, in which the same customer goes on."""

    to: str = Field(max_length=32, description="Where they go on.", examples=["CV-1002"])


@dataclass(frozen=True, slots=True)
class CarriedFacts:
    """Who it is, from which conversation, and which proofs still hold there."""

    party: str
    rights: Rights
    conversation: str
    proofs: tuple[int, ...]


class ProofsCarried(Result):
    """Who is known in the other conversation, and how surely."""

    party: str
    level: Level


@register
class CarryProofs(Operation[CarryProofsAsk, CarriedFacts, ProofsCarried]):
    """Know a customer in a conversation that begins as surely as in the one they come from."""

    name = "parties.carry_proofs"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=False)
    retention = "verification_2y"
    only_inside = True

    def gather(self, ask: CarryProofsAsk) -> CarriedFacts:
        party, conversation = self.actor.party or "", conversation_of(self.actor)
        rights = own_rights(party)
        return CarriedFacts(party, rights, conversation, proofs_of(conversation, party))

    def decide(self, ask: CarryProofsAsk, facts: CarriedFacts) -> Decision:
        return allow(clauses=[book().clause("IDV-8", on=self.today)])

    def execute(
        self, ask: CarryProofsAsk, facts: CarriedFacts, decision: Decision
    ) -> ProofsCarried:
        for proof in Verification.objects.filter(pk__in=facts.proofs).order_by("pk"):
            # A copy of the row: it holds as long as the first one did, and not a minute more.
            proof.carried_from = proof.carried_from or facts.conversation
            proof.pk, proof.conversation = None, ask.to
            proof.save(force_insert=True)
        self.record(f"party:{facts.party}")
        return ProofsCarried(party=facts.party, level=level_of(ask.to, facts.party))

    def verify(self, ask: CarryProofsAsk, facts: CarriedFacts, result: ProofsCarried) -> None:
        before = level_of(facts.conversation, facts.party)
        ensure(result.level == before, "the customer is known as surely as before, not more")
