"""Leave a message: somebody who may not do a thing has the account's holder hear of it."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field, JsonValue

from makegood.core.actor import V0, V2
from makegood.core.decision import Decision
from makegood.core.models import Job
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations.policy.passing_on import MessageFacts, may_leave_message
from makegood.domains.conversations.queries.left import messages_for, messages_left
from makegood.domains.parties.queries import accounts_helped_on, find_by_reference, party_card

_DAY = timedelta(days=1)


class LeaveMessageAsk(Ask):
    """What the holder shall hear, of which account, and from whom."""

    text: str = Field(
        min_length=1, max_length=600, description="What the holder shall hear, in your words.",
        examples=["Please ask for the refund of the washer; it is still in my garage."],
    )  # fmt: skip
    reference: str | None = Field(
        None, max_length=120, examples=["40012"],
        description="The holder's account or order number; not needed where you act for one only.",
    )  # fmt: skip
    name: str | None = Field(
        None, max_length=120, description="Who you are; not needed when we know.",
        examples=["Sandra Delaney"],
    )  # fmt: skip


class MessageTaken(Result):
    """Under which number it was left."""

    reference: str


@register
class LeaveMessage(Operation[LeaveMessageAsk, MessageFacts, MessageTaken]):
    """Take down a message for the holder of an account from somebody else, and pass it on.

    It is found out only afterwards whose account that is, so that the answer tells nobody.
    """

    name = "conversations.leave_message"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: LeaveMessageAsk) -> MessageFacts:
        party = (self.actor.party or "") if self.actor.level >= V2 else ""
        helped = accounts_helped_on(party) if party else ()
        only = helped[0] if len(helped) == 1 else ""
        reference = (ask.reference or only).strip()
        meant = {one.party for one in find_by_reference(reference)} if party and reference else ()
        return MessageFacts(
            sender=party_card(party).name if party else (ask.name or "").strip(),
            is_proven=bool(party),
            reference=reference,
            is_own=party in meant,
            left_today=messages_left(reference, self.now - _DAY),
        )

    def decide(self, ask: LeaveMessageAsk, facts: MessageFacts) -> Decision:
        return may_leave_message(facts, ask.text, self.today)

    def execute(
        self, ask: LeaveMessageAsk, facts: MessageFacts, decision: Decision
    ) -> MessageTaken:
        passed_on: dict[str, JsonValue] = {
            "reference": facts.reference, "text": ask.text, "sender": facts.sender,
            "is_proven": facts.is_proven,
        }  # fmt: skip
        self.later(
            "conversations.pass_on_message", passed_on, at=self.now, key=f"message:{self.act}"
        )
        self.record(messages_for(facts.reference))
        if self.actor.conversation:
            self.record(f"conversation:{self.actor.conversation}")
        return MessageTaken(reference=facts.reference)

    def verify(self, ask: LeaveMessageAsk, facts: MessageFacts, result: MessageTaken) -> None:
        waits = Job.objects.filter(key=f"message:{self.act}", done_at=None)
        ensure(waits.exists(), "the message is on its way to whoever it is for")
