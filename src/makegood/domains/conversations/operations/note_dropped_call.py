"""Note a dropped call: whoever was cut off is called back once, and at once."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.operations.stop_recording import end_recording
from makegood.domains.conversations.policy.dropping import (
    DroppedFacts,
    call_back_by,
    may_call_back_once,
)
from makegood.domains.conversations.policy.recording import ON
from makegood.domains.conversations.queries import rows
from makegood.domains.conversations.queries.recording import recording_of

DROPPED = "dropped"


class NoteDroppedCallAsk(Ask):
    """Which call broke off."""

    conversation: Ref[Conversation] = Field(description="The call.", examples=["CV-1001"])


class DroppedCallNoted(Result):
    """Which number is called back, and by when."""

    conversation: str
    number: str
    by: datetime


@register
class NoteDroppedCall(Operation[NoteDroppedCallAsk, DroppedFacts, DroppedCallNoted]):
    """Promise to call back at once whoever was cut off; whoever answers learns no reason."""

    name = "conversations.note_dropped_call"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: NoteDroppedCallAsk) -> DroppedFacts:
        facts = acts.gather_conversation(ask.conversation, self.actor)
        row = rows.conversation(facts.number)
        backs = row.events.filter(kind=EventKind.CALL_BACK)
        return DroppedFacts(
            number=facts.number,
            channel=facts.channel,
            phone=row.contact_point,
            was_called=any(one.body.get("topic") == DROPPED for one in backs),
        )

    def decide(self, ask: NoteDroppedCallAsk, facts: DroppedFacts) -> Decision:
        return may_call_back_once(facts, self.now, self.today)

    def execute(
        self, ask: NoteDroppedCallAsk, facts: DroppedFacts, decision: Decision
    ) -> DroppedCallNoted:
        end_recording(self, acts.gather_conversation(facts.number, self.actor), "It broke off.")
        row, subject = rows.conversation(facts.number), f"conversation:{facts.number}"
        by = call_back_by(self.now, self.today)
        self.promise(
            acts.DROPPED_CALL, subject=subject, party=row.party, due=by, sentence=decision.says[0]
        )
        body = {"by": self.actor.name, "at": by.isoformat(), "topic": DROPPED}
        acts.append(self, row, EventKind.CALL_BACK, body)
        self.record(subject)
        return DroppedCallNoted(conversation=row.number, number=facts.phone, by=by)

    def verify(
        self, ask: NoteDroppedCallAsk, facts: DroppedFacts, result: DroppedCallNoted
    ) -> None:
        talk = acts.gather_conversation(facts.number, self.actor)
        ensure(recording_of(talk).state != ON, "nothing records it any longer")
        promised = open_promises(f"conversation:{facts.number}")
        times = [one.due_at for one in promised if one.kind == acts.DROPPED_CALL]
        ensure(times == [result.by], "one call back is promised, for then")
