"""Open a conversation: somebody reaches us on a channel, and is greeted in a language of ours."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0, V1, ActorKind, Channel
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, Event, EventKind
from makegood.domains.conversations.operations import append, give_to_person, say_as_company
from makegood.domains.parties.queries import find_by_reference
from makegood.handbook import book

_GREETED = frozenset(
    {Channel.CHAT, Channel.VOICE, Channel.PORTAL, Channel.API, Channel.CLI, Channel.MCP}
)


class OpenConversationAsk(Ask):
    """Where somebody reaches us, in which language, and from which address."""

    channel: Channel = Field(description="The channel they are on.", examples=["chat"])
    language: str | None = Field(
        None, max_length=16, description="The language they read, such as es-MX.", examples=["es"]
    )
    contact_point: str | None = Field(
        None,
        max_length=254,
        description="The address or number they write or call from; it proves nothing.",
        examples=["tom.gallagher@example.com"],
    )
    is_doubtful: bool = Field(False, description="Whether it seems forged.", examples=[False])


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """Whose contact point it seems to be, and which language will be spoken."""

    claimed_party: str
    language: str
    is_served: bool


class ConversationOpened(Result):
    """The conversation's number, and the greeting where one is said at once."""

    number: str
    language: str
    greeting: str | None
    claimed_party: str | None


@register
class OpenConversation(Operation[OpenConversationAsk, OpeningFacts, ConversationOpened]):
    """Begin a conversation: who reaches a person of ours has that person, others are greeted."""

    name = "conversations.open_conversation"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: OpenConversationAsk) -> OpeningFacts:
        found = (
            find_by_reference(ask.contact_point)
            if ask.contact_point and not ask.is_doubtful
            else ()
        )
        parties = {one.party for one in found}
        served = policy.language_served(ask.language or self.language)
        return OpeningFacts(
            claimed_party=parties.pop() if len(parties) == 1 else "",
            language=served or book().company.languages[0],
            is_served=served is not None,
        )

    def decide(self, ask: OpenConversationAsk, facts: OpeningFacts) -> Decision:
        return policy.may_open(ask.channel, ask.contact_point, self.today)

    def execute(
        self, ask: OpenConversationAsk, facts: OpeningFacts, decision: Decision
    ) -> ConversationOpened:
        is_known = self.actor.party and self.actor.level >= V1
        row = Conversation.objects.create(
            number=next_number("CV"), channel=ask.channel, language=facts.language,
            contact_point=ask.contact_point or "", claimed_party=facts.claimed_party,
            party=(self.actor.party or "") if is_known else "",
            level=self.actor.level if is_known else 0,
            opened_at=self.now, opened_by=self.actor.name, caller=self.actor.caller,
            last_event_at=self.now,
        )  # fmt: skip
        self.record(f"conversation:{row.number}")
        append(self, row, EventKind.OPENED, {"channel": row.channel, "language": row.language})
        if is_with_us := self.actor.kind is ActorKind.STAFF:
            give_to_person(self, row)
        greeting = self._greet(row, facts) if ask.channel in _GREETED and not is_with_us else None
        party = facts.claimed_party or None
        return ConversationOpened(
            number=row.number, language=facts.language, greeting=greeting, claimed_party=party
        )

    def verify(
        self, ask: OpenConversationAsk, facts: OpeningFacts, result: ConversationOpened
    ) -> None:
        said = Event.objects.filter(conversation__number=result.number, kind=EventKind.SAID)
        ensure(said.count() == bool(result.greeting), "who reaches us live is greeted")

    def _greet(self, row: Conversation, facts: OpeningFacts) -> str:
        told = policy.greeting(row.number, facts.is_served, self.today)
        for statement in told:
            self.tell(statement)
        text = " ".join(statement.text(facts.language) for statement in told)
        say_as_company(self, row, text)
        return text
