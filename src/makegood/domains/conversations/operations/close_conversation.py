"""Close a conversation: it is ended, and nobody is left waiting in it."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.operations.stop_recording import end_recording
from makegood.domains.conversations.policy import ConversationFacts
from makegood.domains.conversations.policy.recording import ON
from makegood.domains.conversations.queries.recording import recording_of


class CloseConversationAsk(Ask):
    """Which conversation ends, and why."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    reason: str | None = Field(
        None, max_length=400, description="Why it ends.", examples=["The customer said goodbye."]
    )


class ConversationClosed(Result):
    """When the conversation ended."""

    conversation: str
    closed_at: datetime


@register
class CloseConversation(Operation[CloseConversationAsk, ConversationFacts, ConversationClosed]):
    """End a conversation."""

    name = "conversations.close_conversation"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: CloseConversationAsk) -> ConversationFacts:
        return acts.gather_conversation(ask.conversation, self.actor)

    def decide(self, ask: CloseConversationAsk, facts: ConversationFacts) -> Decision:
        return policy.may_close(facts, self.actor, self.today)

    def execute(
        self, ask: CloseConversationAsk, facts: ConversationFacts, decision: Decision
    ) -> ConversationClosed:
        end_recording(self, facts, "The call has ended.")
        row = Conversation.objects.get(number=facts.number)
        row.closed_at, row.closed_by, row.waiting_since = self.now, self.actor.name, None
        row.save(update_fields=["closed_at", "closed_by", "waiting_since"])
        row.take_overs.filter(ended_at=None).update(ended_at=self.now)
        waits = row.hand_overs.filter(taken_at=None, withdrawn_at=None)
        waits.update(withdrawn_at=self.now)
        self.release_promise(acts.HUMAN_ANSWER, f"conversation:{row.number}")
        body = {"by": self.actor.name, "who": acts.who(self.actor), "reason": ask.reason or ""}
        acts.append(self, row, EventKind.CLOSED, body)
        self.record(f"conversation:{row.number}")
        return ConversationClosed(conversation=row.number, closed_at=self.now)

    def verify(
        self, ask: CloseConversationAsk, facts: ConversationFacts, result: ConversationClosed
    ) -> None:
        row = Conversation.objects.get(number=facts.number)
        ensure(row.closed_at == result.closed_at, "the conversation is ended")
        ensure(recording_of(facts).state != ON, "nothing records it any longer")
        waits = row.hand_overs.filter(taken_at=None, withdrawn_at=None)
        ensure(not waits.exists(), "nobody waits in it")
