"""Close idle conversations: what nobody has gone on with for a day is ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.domains.conversations import policy
from makegood.domains.conversations.models import Conversation, TakeOver
from makegood.domains.conversations.operations.close_conversation import (
    CloseConversation,
    CloseConversationAsk,
)

_MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class IdleFacts:
    """The conversations in which nobody waits and nothing was said for too long."""

    numbers: tuple[str, ...]


class IdleClosed(Result):
    """The conversations that were ended."""

    conversations: tuple[str, ...]


@register
class CloseIdle(Operation[Nothing, IdleFacts, IdleClosed]):
    """End the conversations that nobody went on with."""

    name = "conversations.close_idle"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: Nothing) -> IdleFacts:
        hours = policy.clause("CNV-5", self.today).whole("resume_hours")
        with_somebody = TakeOver.objects.filter(ended_at=None).values("conversation")
        still = Conversation.objects.filter(
            closed_at=None,
            waiting_since=None,
            last_event_at__lte=self.now - timedelta(hours=hours),
        ).exclude(pk__in=with_somebody)
        oldest = still.order_by("last_event_at", "pk").values_list("number", flat=True)
        return IdleFacts(tuple(oldest[:_MOST_AT_ONCE]))

    def decide(self, ask: Nothing, facts: IdleFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-5", self.today)])

    def execute(self, ask: Nothing, facts: IdleFacts, decision: Decision) -> IdleClosed:
        for number in facts.numbers:
            asked = CloseConversationAsk.model_validate(
                {"conversation": number, "reason": "nobody went on with it"}
            )
            self.run(CloseConversation, asked)
        if len(facts.numbers) == _MOST_AT_ONCE:  # there may be more of them
            self.later(self.name, {}, at=self.now, key=f"{self.name}:after:{self.act}")
        return IdleClosed(conversations=facts.numbers)

    def verify(self, ask: Nothing, facts: IdleFacts, result: IdleClosed) -> None:
        open_ones = Conversation.objects.filter(number__in=result.conversations, closed_at=None)
        ensure(not open_ones.exists(), "each of them is ended")
