"""Take somebody, for now, to be who they say they are."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from makegood.core.actor import V0, V1
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.parties.models import Method, Party, Verification
from makegood.domains.parties.policy import ClaimFacts, may_claim_identity
from makegood.domains.parties.queries.identity import (
    claimed_in,
    claims_from,
    claims_on,
    conversation_of,
    find_by_reference,
    level_of,
    party_claimed,
    wrong_claims_in,
    wrong_claims_on,
)
from makegood.handbook import book


class ClaimIdentityAsk(Ask):
    """Who somebody says to be: a reference, and a second fact that agrees with it."""

    reference: str = Field(
        description="An order, account or customer number, an e-mail address or a phone number.",
        examples=["40006"],
        min_length=2,
        max_length=254,
    )
    name: str | None = Field(
        None, description="The name on the account.", examples=["Tom Gallagher"], max_length=160
    )
    postcode: str | None = Field(
        None, description="The postcode on the account.", examples=["55501"], max_length=16
    )


class IdentityClaimed(Result):
    """Whom we take somebody to be, and how surely."""

    party: str
    level: int


@register
class ClaimIdentity(Operation[ClaimIdentityAsk, ClaimFacts, IdentityClaimed]):
    """Take somebody to be the customer whom a reference and a second fact both mean."""

    name = "parties.claim_identity"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "verification_2y"
    asks_first = False
    judges_guess = True

    def gather(self, ask: ClaimIdentityAsk) -> ClaimFacts:
        rule, mark = book().clause("IDV-9", on=self.today), self.actor.caller
        minutes = rule.whole("within_minutes")
        here = wrong_claims_in(conversation_of(self.actor), minutes)
        from_there = wrong_claims_on(claims_from(mark), minutes) if mark else 0
        meant = [claims_on(one.party) for one in find_by_reference(ask.reference)]
        # Who may try no more is not counted against the customer: that would shut them out.
        if here < rule.whole("claims") and from_there < rule.whole("claims_from_one"):
            for one in (*meant, *([claims_from(mark)] if mark else ())):
                self.note(one)
        return ClaimFacts(
            found=party_claimed(reference=ask.reference, name=ask.name, postcode=ask.postcode),
            has_second_fact=bool(ask.name or ask.postcode),
            wrong_claims=here,
            wrong_from_there=from_there,
            wrong_on_them=max((wrong_claims_on(one, minutes) for one in meant), default=0),
        )

    def decide(self, ask: ClaimIdentityAsk, facts: ClaimFacts) -> Decision:
        return may_claim_identity(facts=facts, today=self.today)

    def execute(
        self, ask: ClaimIdentityAsk, facts: ClaimFacts, decision: Decision
    ) -> IdentityClaimed:
        if facts.found is None:
            raise NotFound("party", ask.reference)
        hours = book().clause("IDV-8", on=self.today).whole("claim_hours")
        conversation = conversation_of(self.actor)
        Verification.objects.create(
            party=Party.objects.get(number=facts.found.party),
            conversation=conversation,
            level=V1,
            method=Method.CLAIM,
            at=self.now,
            expires_at=self.now + timedelta(hours=hours),
            by=self.actor.name,
        )
        self.record(f"party:{facts.found.party}")
        level = level_of(conversation, facts.found.party)
        return IdentityClaimed(party=facts.found.party, level=level)

    def verify(self, ask: ClaimIdentityAsk, facts: ClaimFacts, result: IdentityClaimed) -> None:
        conversation = conversation_of(self.actor)
        ensure(claimed_in(conversation) == result.party, "the conversation is about this party")
        ensure(level_of(conversation, result.party) >= V1, "the party is known at V1")
