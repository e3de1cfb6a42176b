"""Go on in the chat: a customer who signed in asks about their things, known from the start."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V2, Channel, Level
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation
from makegood.domains.conversations.operations.open_conversation import (
    OpenConversation,
    OpenConversationAsk,
)
from makegood.domains.parties.operations.carry_proofs import CarryProofs, CarryProofsAsk
from makegood.domains.parties.queries import known_in, level_of, own_rights


class GoOnInChatAsk(Ask):
    """In which language the chat begins."""

    language: str | None = Field(
        None, max_length=16, description="The language they read, such as es-MX.", examples=["es"]
    )


@dataclass(frozen=True, slots=True)
class GoingOnFacts:
    """Who comes, who may speak of their things, and how surely they are known over there."""

    party: str
    rights: Rights
    level: Level


class WentOn(Result):
    """The chat that began, and how surely the customer is known in it."""

    number: str
    party: str
    level: Level


@register
class GoOnInChat(Operation[GoOnInChatAsk, GoingOnFacts, WentOn]):
    """Begin a chat with a customer who is known where they come from, without a second code."""

    name = "conversations.go_on_in_chat"
    needs = Needs(level=V2, standing=holder("account"), authority=None, automated=True)
    retention = "transcripts_3y"
    asks_first = False

    def gather(self, ask: GoOnInChatAsk) -> GoingOnFacts:
        party = self.actor.party or ""
        return GoingOnFacts(party, own_rights(party), level_of(self.actor.conversation, party))

    def decide(self, ask: GoOnInChatAsk, facts: GoingOnFacts) -> Decision:
        return policy.may_go_on(facts.level, self.today)

    def execute(self, ask: GoOnInChatAsk, facts: GoingOnFacts, decision: Decision) -> WentOn:
        asked = OpenConversationAsk(channel=Channel.CHAT, language=ask.language)
        opened = self.run(OpenConversation, asked)
        carried = self.run(CarryProofs, CarryProofsAsk(to=opened.number))
        return WentOn(number=opened.number, party=carried.party, level=carried.level)

    def verify(self, ask: GoOnInChatAsk, facts: GoingOnFacts, result: WentOn) -> None:
        known, row = known_in(result.number), Conversation.objects.get(number=result.number)
        ensure(known.party == row.party == facts.party, "the chat is with the same customer")
        ensure(V2 <= known.level == row.level, "and as surely as they are known")
