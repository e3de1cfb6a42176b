"""Take over: a person of ours has the conversation now, knowing all that was said."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from makegood.core.actor import V0, Level
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, TakeOver
from makegood.domains.conversations.policy import ConversationFacts


class TakeOverAsk(Ask):
    """Which conversation somebody takes."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])


class Briefing(Result):
    """What the person needs, so that the customer repeats nothing."""

    reason: str
    summary: str
    party: str
    level: Level
    waiting_since: datetime | None


class TakenOver(Result):
    """Who has the conversation now, and the briefing."""

    conversation: str
    person: str
    briefing: Briefing


@register
class TakeOverConversation(Operation[TakeOverAsk, ConversationFacts, TakenOver]):
    """Take a conversation; from now on only this person speaks for the company in it."""

    name = "conversations.take_over"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"
    undone_by = "conversations.hand_back"

    def gather(self, ask: TakeOverAsk) -> ConversationFacts:
        return acts.gather_conversation(ask.conversation, self.actor)

    def decide(self, ask: TakeOverAsk, facts: ConversationFacts) -> Decision:
        return policy.may_take_over(facts, self.actor.name, self.today)

    def execute(self, ask: TakeOverAsk, facts: ConversationFacts, decision: Decision) -> TakenOver:
        row = Conversation.objects.get(number=facts.number)
        waits = row.hand_overs.filter(taken_at=None, withdrawn_at=None).first()
        if waits is not None:
            waits.taken_at = self.now
            waits.save(update_fields=["taken_at"])
        acts.give_to_person(self, row)
        self.record(f"conversation:{row.number}")
        return TakenOver(
            conversation=row.number,
            person=self.actor.name,
            briefing=Briefing(
                reason=waits.reason if waits else "",
                summary=waits.summary if waits else acts.summary_of(row),
                party=row.party,
                level=Level(row.level),
                waiting_since=row.waiting_since,
            ),
        )

    def verify(self, ask: TakeOverAsk, facts: ConversationFacts, result: TakenOver) -> None:
        has_it = TakeOver.objects.get(conversation__number=facts.number, ended_at=None)
        ensure(has_it.person == self.actor.name, "one person has the conversation")
        row = Conversation.objects.get(number=facts.number)
        ensure(row.waiting_since == facts.waiting_since, "the waiting clock runs on")
