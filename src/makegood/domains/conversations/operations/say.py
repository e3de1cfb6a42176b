"""Say something: the reply of a person or of the automated representative, and what led to it."""

from __future__ import annotations

from pydantic import Field, JsonValue

from makegood.core.actor import V0, ActorKind
from makegood.core.decision import Decision
from makegood.core.inserting import change
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.policy import ConversationFacts
from makegood.domains.conversations.queries import rows


class SayAsk(Ask):
    """The words, what the customer may press, and what the automated representative keeps."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    text: str = Field(
        min_length=1, max_length=8_000, description="The words.", examples=["Good morning, Tom."]
    )
    answers: int | None = Field(
        None, ge=1, description="The place of the message that it answers.", examples=[3]
    )
    quick_replies: list[str] = Field(
        [], max_length=12, description="Answers to press instead of typing.", examples=[["Yes"]]
    )
    cards: list[JsonValue] = Field(
        [], max_length=20, description="Figures and statements to show.", examples=[[]]
    )
    state: dict[str, JsonValue] | None = Field(
        None, description="The state of the dialogue after it.", examples=[{"wait": "nothing"}]
    )
    understood: dict[str, JsonValue] | None = Field(
        None, description="How the message was read.", examples=[{"commands": []}]
    )
    ran: list[dict[str, JsonValue]] = Field(
        [], max_length=40, description="The acts that were done for it.", examples=[[]]
    )
    language: str | None = Field(
        None, max_length=16, description="The language spoken from now on.", examples=["es"]
    )


class Said(Result):
    """Where it stands in the conversation, and the key of the message that carries it."""

    sequence: int
    message: str | None


@register
class Say(Operation[SayAsk, ConversationFacts, Said]):
    """Answer the customer in a conversation."""

    name = "conversations.say"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: SayAsk) -> ConversationFacts:
        return acts.gather_conversation(ask.conversation, self.actor)

    def decide(self, ask: SayAsk, facts: ConversationFacts) -> Decision:
        return policy.may_say(facts, self.actor, ask.answers, self.today)

    def execute(self, ask: SayAsk, facts: ConversationFacts, decision: Decision) -> Said:
        row = rows.conversation(facts.number)
        row.language = policy.language_served(ask.language or row.language) or row.language
        if row.language != facts.language:
            change(row, "language")
        if ask.understood is not None:
            acts.append(self, row, EventKind.UNDERSTOOD, {"answers": ask.answers, **ask.understood})
            acts.note_interactions(self, row, ask.answers or 0, ask.state or {}, ask.ran)
        for one in ask.ran:
            acts.append(self, row, EventKind.RAN, {"answers": ask.answers, **one})
        covers = self._covers(ask, facts)
        sequence = self._say(ask, row, covers)
        self._stop_the_clock(row, facts, covers)
        self.record(f"conversation:{row.number}")
        return Said(sequence=sequence, message=acts.post_reply(self, row, ask.text, sequence))

    def verify(self, ask: SayAsk, facts: ConversationFacts, result: Said) -> None:
        (said,) = rows.events_at(facts.number, result.sequence)
        ensure(said.body["text"] == ask.text, "what was said is kept")
        row = rows.conversation(facts.number)
        ensure(row.last_sequence == result.sequence, "it is the last word of the act")

    def _covers(self, ask: SayAsk, facts: ConversationFacts) -> int:
        """Up to which message this answers: a person answers all there are."""
        is_person = self.actor.kind is ActorKind.STAFF
        return max(facts.messages, default=0) if is_person else ask.answers or 0

    def _say(self, ask: SayAsk, row: Conversation, covers: int) -> int:
        body: dict[str, JsonValue] = {
            "text": ask.text, "by": self.actor.name, "who": acts.who(self.actor),
            "answers": ask.answers, "quick_replies": [*ask.quick_replies], "cards": ask.cards,
            "state": ask.state,
        }  # fmt: skip
        answers = None if self.actor.kind is ActorKind.STAFF else ask.answers
        return acts.append(self, row, EventKind.SAID, body, answers=answers, covers=covers)

    def _stop_the_clock(self, row: Conversation, facts: ConversationFacts, covers: int) -> None:
        """The waiting ends with an answer; while a person is awaited, only with that person's."""
        if facts.waiting and self.actor.kind is not ActorKind.STAFF:
            return
        row.waiting_since = acts.first_unanswered_at(facts, max(facts.covered, covers))
        change(row, "waiting_since")
        if self.actor.kind is ActorKind.STAFF:
            for kind in (acts.HUMAN_ANSWER, acts.DROPPED_CALL):
                self.keep_promise(kind, f"conversation:{row.number}")
