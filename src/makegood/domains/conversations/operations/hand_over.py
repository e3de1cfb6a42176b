"""Hand over: a person of ours takes the conversation on, and the customer learns by when."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from makegood.core.actor import V0, ActorKind
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, EventKind, HandOver, Urgency
from makegood.domains.conversations.policy import ConversationFacts


class HandOverAsk(Ask):
    """Why a person is wanted, and what that person should know."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    reason: str = Field(
        min_length=1, max_length=400, description="Why a person.", examples=["asked for a person"]
    )
    summary: str | None = Field(
        None,
        max_length=4_000,
        description="What happened so far; made from the record when not given.",
        examples=["Tom wants to return the washer WM900 and asks about the fee."],
    )
    urgency: Urgency = Field(
        Urgency.NORMAL, description="How pressing it is.", examples=["life_or_safety"]
    )


class HandedOver(Result):
    """By when a person answers, whether we are open now, and who has it already, if anybody."""

    conversation: str
    due: datetime
    open_now: bool
    position: int
    with_person: str | None


@register
class HandOverConversation(Operation[HandOverAsk, ConversationFacts, HandedOver]):
    """Give a conversation to a person of ours and tell the customer honestly by when."""

    name = "conversations.hand_over"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: HandOverAsk) -> ConversationFacts:
        return acts.gather_conversation(ask.conversation, self.actor)

    def decide(self, ask: HandOverAsk, facts: ConversationFacts) -> Decision:
        return policy.may_hand_over(facts, self.actor, ask.urgency, self.now, company_calendar())

    def execute(self, ask: HandOverAsk, facts: ConversationFacts, decision: Decision) -> HandedOver:
        self.record(f"conversation:{facts.number}")
        office = company_calendar()
        due = policy.answer_due(facts, ask.urgency, self.now, office)
        has_it = facts.person if self.actor.kind is not ActorKind.STAFF else ""
        if not has_it and policy.changes_the_wait(facts, ask.urgency, due):
            self._wait(ask, facts, due)
            subject, told = f"conversation:{facts.number}", decision.says[-1]
            self.release_promise(acts.HUMAN_ANSWER, subject)
            self.promise(
                acts.HUMAN_ANSWER, subject=subject, party=facts.party, due=due, sentence=told
            )
        return HandedOver(
            conversation=facts.number,
            due=due,
            open_now=office.is_open(self.now),
            position=HandOver.objects.filter(taken_at=None, withdrawn_at=None).count(),
            with_person=has_it or None,
        )

    def verify(self, ask: HandOverAsk, facts: ConversationFacts, result: HandedOver) -> None:
        if result.with_person:
            return
        waits = HandOver.objects.get(
            conversation__number=facts.number, taken_at=None, withdrawn_at=None
        )
        ensure(waits.due_at == result.due, "a person answers by the time that was told")
        since = waits.conversation.waiting_since
        ensure(since is not None, "the customer waits")
        ensure(facts.waiting_since in (None, since), "the waiting clock never starts again")

    def _wait(self, ask: HandOverAsk, facts: ConversationFacts, due: datetime) -> None:
        row = Conversation.objects.get(number=facts.number)
        row.take_overs.filter(ended_at=None).update(ended_at=self.now, note=ask.reason)
        urgency = policy.more_pressing(ask.urgency, facts.waiting)
        row.hand_overs.update_or_create(
            taken_at=None,
            withdrawn_at=None,
            defaults={
                "reason": ask.reason,
                "urgency": urgency,
                "due_at": due,
                "summary": ask.summary or acts.summary_of(row),
                "party": row.party,
                "level": row.level,
                "asked_at": facts.waiting.since if facts.waiting else self.now,
                "asked_by": self.actor.name,
            },
        )
        if row.waiting_since is None:
            row.waiting_since = acts.last_message_at(row) or self.now
            row.save(update_fields=["waiting_since"])
        body = {"reason": ask.reason, "urgency": urgency, "due": due.isoformat()}
        acts.append(self, row, EventKind.HANDED_OVER, body)
