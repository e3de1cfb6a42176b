"""Hand back: a person of ours leaves the conversation to the automated representative again."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, EventKind, TakeOver
from makegood.domains.conversations.policy import ConversationFacts


class HandBackAsk(Ask):
    """Which conversation is given back, and what was settled in it."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    note: str | None = Field(
        None, max_length=400, description="What was settled.", examples=["The fee was explained."]
    )


class HandedBack(Result):
    """The conversation, and the message of the customer that is answered next, if one waits."""

    conversation: str
    answers_next: int | None


@register
class HandBackConversation(Operation[HandBackAsk, ConversationFacts, HandedBack]):
    """Give a conversation back to the automated representative."""

    name = "conversations.hand_back"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"
    undone_by = "conversations.take_over"

    def gather(self, ask: HandBackAsk) -> ConversationFacts:
        return acts.gather_conversation(ask.conversation, self.actor)

    def decide(self, ask: HandBackAsk, facts: ConversationFacts) -> Decision:
        return policy.must_have_it(facts, self.actor.name, self.today)

    def execute(self, ask: HandBackAsk, facts: ConversationFacts, decision: Decision) -> HandedBack:
        row = Conversation.objects.get(number=facts.number)
        has_it = row.take_overs.filter(ended_at=None)
        has_it.update(ended_at=self.now, note=ask.note or "")
        body = {"by": self.actor.name, "note": ask.note or ""}
        place = acts.append(self, row, EventKind.HANDED_BACK, body)
        waits = facts.unanswered[-1] if facts.unanswered else None
        if waits is not None:
            acts.queue_turn(self, row.number, waits, again=f"/{place}")
        self.record(f"conversation:{row.number}")
        return HandedBack(conversation=row.number, answers_next=waits)

    def verify(self, ask: HandBackAsk, facts: ConversationFacts, result: HandedBack) -> None:
        has_it = TakeOver.objects.filter(conversation__number=facts.number, ended_at=None)
        ensure(not has_it.exists(), "nobody has the conversation")
