"""Receive a message: what a customer wrote is kept, once, and will be answered."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.inserting import change
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations import policy
from makegood.domains.conversations.letters import MOST_CHARACTERS
from makegood.domains.conversations.models import Conversation, Event, EventKind
from makegood.domains.conversations.operations import DOUBTFUL, append, queue_turn
from makegood.domains.conversations.operations import gather_conversation as gather
from makegood.domains.conversations.policy import ConversationFacts
from makegood.domains.conversations.queries import rows


class ReceiveMessageAsk(Ask):
    """What somebody wrote, and where. Card numbers are taken out before anything sees it."""

    conversation: Ref[Conversation] = Field(
        description="The conversation it belongs to.", examples=["CV-1001"]
    )
    text: str = Field(
        max_length=MOST_CHARACTERS,
        description="The words, at most 8,000 characters.",
        examples=["Changed my mind on the washer, it's open but clean."],
    )
    external_id: str | None = Field(
        None,
        max_length=250,
        description="The sender's own id of the message; the same id is kept once.",
        examples=["<b1@mail.example.com>"],
    )
    subject: str | None = Field(
        None, max_length=400, description="The subject of a mail.", examples=["My washer"]
    )
    is_doubtful: bool = Field(
        False, description="Whether the address it comes from seems forged.", examples=[False]
    )


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """The conversation, and where this very message stands in it if it came before."""

    conversation: ConversationFacts
    earlier: int | None


class MessageReceived(Result):
    """Where the message stands, whether it is new, and whether a person will answer it."""

    conversation: str
    sequence: int
    is_new: bool
    with_person: bool


@register
class ReceiveMessage(Operation[ReceiveMessageAsk, MessageFacts, MessageReceived]):
    """Keep what a customer wrote and have it answered."""

    name = "conversations.receive_message"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: ReceiveMessageAsk) -> MessageFacts:
        facts = gather(ask.conversation, self.actor)
        if not ask.external_id:
            return MessageFacts(facts, None)
        same = Event.objects.filter(conversation__number=facts.number, external_id=ask.external_id)
        return MessageFacts(facts, same.values_list("sequence", flat=True).first())

    def decide(self, ask: ReceiveMessageAsk, facts: MessageFacts) -> Decision:
        return policy.may_write(facts.conversation, ask.text, self.now, self.today)

    def execute(
        self, ask: ReceiveMessageAsk, facts: MessageFacts, decision: Decision
    ) -> MessageReceived:
        number, person = facts.conversation.number, facts.conversation.person
        sequence = facts.earlier
        if sequence is None:
            sequence = self._keep(ask, facts.conversation)
            if not person:
                queue_turn(self, number, sequence)
        self.record(f"conversation:{number}")
        return MessageReceived(
            conversation=number, sequence=sequence, is_new=facts.earlier is None,
            with_person=bool(person),
        )  # fmt: skip

    def verify(self, ask: ReceiveMessageAsk, facts: MessageFacts, result: MessageReceived) -> None:
        (kept,) = rows.events_at(result.conversation, result.sequence)
        ensure(kept.kind == EventKind.MESSAGE_IN, "the message is kept")
        ensure(not result.is_new or kept.body["text"] == ask.text, "every word of it is kept")

    def _keep(self, ask: ReceiveMessageAsk, facts: ConversationFacts) -> int:
        row = rows.conversation(facts.number)
        if row.closed_at is not None:
            row.closed_at, row.closed_by = None, ""
            change(row, "closed_at", "closed_by")
            append(self, row, EventKind.REOPENED, {"by": self.actor.name})
        if row.waiting_since is None:
            row.waiting_since = self.now
            change(row, "waiting_since")
        body: dict[str, JsonValue] = {"text": ask.text, "subject": ask.subject or ""}
        body |= {"external_id": ask.external_id}
        body |= {DOUBTFUL: True} if ask.is_doubtful else {}
        return append(self, row, EventKind.MESSAGE_IN, body, external_id=ask.external_id)
