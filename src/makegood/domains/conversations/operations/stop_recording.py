"""Stop recording: whoever does not want the call recorded is obeyed at once, and served on."""

from __future__ import annotations

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.policy import ConversationFacts
from makegood.domains.conversations.policy.recording import (
    ENDED,
    OFF,
    ON,
    RecordingFacts,
    may_stop,
    off_by,
)
from makegood.domains.conversations.queries.recording import is_told_to_stop, recording_of

CHECK = "conversations.recording_is_off"


class StopRecordingAsk(Ask):
    """Which call, and in which words somebody did not want it recorded."""

    conversation: Ref[Conversation] = Field(description="The call.", examples=["CV-1001"])
    words: str | None = Field(
        None, max_length=400, description="What they said.", examples=["Don't record me."]
    )


class RecordingStopped(Result):
    """The conversation, and whether a recording was on until now."""

    conversation: str
    was_recording: bool


@register
class StopRecording(Operation[StopRecordingAsk, RecordingFacts, RecordingStopped]):
    """Stop the recording of a call and note who wanted it; the call goes on without."""

    name = "conversations.stop_recording"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"
    asks_first = False

    def gather(self, ask: StopRecordingAsk) -> RecordingFacts:
        return recording_of(acts.gather_conversation(ask.conversation, self.actor))

    def decide(self, ask: StopRecordingAsk, facts: RecordingFacts) -> Decision:
        return may_stop(facts, self.today)

    def execute(
        self, ask: StopRecordingAsk, facts: RecordingFacts, decision: Decision
    ) -> RecordingStopped:
        row = Conversation.objects.get(number=facts.number)
        self.record(f"conversation:{row.number}")
        was_on = facts.state == ON
        if facts.is_call:
            note = ask.words or decision.says[-1].text()
            body = {"state": OFF, "by": self.actor.name, "note": note}
            acts.append(self, row, EventKind.RECORDING, body)
        if was_on:
            _tell_recorder(self, row.number)
        return RecordingStopped(conversation=row.number, was_recording=was_on)

    def verify(
        self, ask: StopRecordingAsk, facts: RecordingFacts, result: RecordingStopped
    ) -> None:
        is_told = not result.was_recording or is_told_to_stop(facts.number)
        ensure(is_told, "the recorder is told at once")
        row = Conversation.objects.get(number=facts.number)
        ensure((row.closed_at is None) == facts.is_open, "the call goes on")


def end_recording(acting: Leaving, facts: ConversationFacts, why: str) -> None:
    """Stop the recording of a call that ended; nobody said no, so the next call asks afresh."""
    if recording_of(facts).state != ON:
        return
    row = Conversation.objects.get(number=facts.number)
    body = {"state": ENDED, "by": acting.actor.name, "note": why}
    acts.append(acting, row, EventKind.RECORDING, body)
    _tell_recorder(acting, row.number)


def _tell_recorder(acting: Leaving, number: str) -> None:
    # A start that did not get through is not tried again: it would come after the stop.
    waiting = Effect.objects.filter(kind="recording.start", payload__conversation=number)
    waiting.filter(delivered_at=None).delete()
    stop = {"conversation": number, "asked_at": acting.now.isoformat()}
    acting.queue(kind="recording.stop", payload=stop, key=f"recording-stop:{acting.act}")
    due = off_by(acting.now, acting.today)
    acting.check_later(CHECK, subject=f"conversation:{number}", due=due)
