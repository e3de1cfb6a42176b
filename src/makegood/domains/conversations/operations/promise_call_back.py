"""Promise a call back: who has the conversation calls the customer by a time, or is reminded."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, Field

from makegood.core.actor import V0
from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.policy import ConversationFacts


class PromiseCallBackAsk(Ask):
    """When the customer is called, and what about."""

    conversation: Ref[Conversation] = Field(description="The conversation.", examples=["CV-1001"])
    at: AwareDatetime = Field(
        description="By when, with its time zone.", examples=["2026-06-16T15:00:00-04:00"]
    )
    topic: str = Field(
        min_length=1, max_length=200, description="What about.", examples=["the fitter's visit"]
    )


class CallBackPromised(Result):
    """By when the customer is called."""

    conversation: str
    at: datetime


@register
class PromiseCallBack(Operation[PromiseCallBackAsk, ConversationFacts, CallBackPromised]):
    """Promise to call the customer back by a time at which somebody is here."""

    name = "conversations.promise_call_back"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: PromiseCallBackAsk) -> ConversationFacts:
        return acts.gather_conversation(ask.conversation, self.actor)

    def decide(self, ask: PromiseCallBackAsk, facts: ConversationFacts) -> Decision:
        return policy.may_call_back(facts, ask.at, self.now, ask.topic, company_calendar())

    def execute(
        self, ask: PromiseCallBackAsk, facts: ConversationFacts, decision: Decision
    ) -> CallBackPromised:
        row = Conversation.objects.get(number=facts.number)
        subject = f"conversation:{row.number}"
        self.release_promise(acts.CALL_BACK, subject)
        self.promise(
            acts.CALL_BACK, subject=subject, party=row.party, due=ask.at, sentence=decision.says[0]
        )
        body = {"by": self.actor.name, "at": ask.at.isoformat(), "topic": ask.topic}
        acts.append(self, row, EventKind.CALL_BACK, body)
        self.record(subject)
        return CallBackPromised(conversation=row.number, at=ask.at)

    def verify(
        self, ask: PromiseCallBackAsk, facts: ConversationFacts, result: CallBackPromised
    ) -> None:
        promised = open_promises(f"conversation:{facts.number}")
        times = [one.due_at for one in promised if one.kind == acts.CALL_BACK]
        ensure(times == [result.at], "one call back is promised, for then")
