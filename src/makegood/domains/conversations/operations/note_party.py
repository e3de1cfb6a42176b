"""Note the party: a conversation now knows with whom it is, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, JsonValue

from makegood.core.actor import V0, Level
from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.operations import append, gather_conversation
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import level_of, party_card


class NotePartyAsk(Ask):
    """Whom the conversation is with, and how surely that was proven in it."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    party: Ref[Party] = Field(description="The party it is with.", examples=["C-6"])
    level: int = Field(
        ge=0, le=4, description="The level at which it is known, 0 to 4.", examples=[2]
    )


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """The party on record, the level proven in this conversation, and what stood before."""

    party: str
    level: Level
    known_party: str
    known_level: int


class PartyNoted(Result):
    """With whom the conversation is, and how surely."""

    conversation: str
    party: str
    level: Level


@register
class NoteParty(Operation[NotePartyAsk, PartyFacts, PartyNoted]):
    """Write down with whom a conversation is, and at which level that was proven."""

    name = "conversations.note_party"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: NotePartyAsk) -> PartyFacts:
        conversation = gather_conversation(ask.conversation, self.actor)
        party = party_card(ask.party).number
        return PartyFacts(
            party=party,
            level=level_of(conversation.number, party),
            known_party=conversation.party,
            known_level=conversation.level,
        )

    def decide(self, ask: NotePartyAsk, facts: PartyFacts) -> Decision:
        rule = policy.clause("IDV-1", self.today)
        if ask.level > facts.level:
            return refuse("verification_required", clause=rule, says=[say(rule, "needs_code")])
        return allow(clauses=[rule])

    def execute(self, ask: NotePartyAsk, facts: PartyFacts, decision: Decision) -> PartyNoted:
        row = Conversation.objects.get(number=ask.conversation)
        row.claimed_party = facts.party
        row.party = facts.party if facts.level > V0 else ""
        row.level = facts.level
        row.save(update_fields=["claimed_party", "party", "level"])
        if (facts.known_party, facts.known_level) != (row.party, row.level):
            body: dict[str, JsonValue] = {"party": facts.party, "level": int(facts.level)}
            append(self, row, EventKind.PARTY_KNOWN, body)
        self.record(f"conversation:{row.number}")
        self.record(f"party:{facts.party}")
        return PartyNoted(conversation=row.number, party=facts.party, level=facts.level)

    def verify(self, ask: NotePartyAsk, facts: PartyFacts, result: PartyNoted) -> None:
        row = Conversation.objects.get(number=result.conversation)
        ensure(row.level == result.level, "the level is what was proven")
        ensure(row.party in ("", result.party), "the conversation is with nobody else")
