"""Record a call: only after whoever is on the line was asked and agreed."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.models import Effect
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations.models import Conversation, EventKind
from makegood.domains.conversations.operations.stop_recording import (
    StopRecording,
    StopRecordingAsk,
)
from makegood.domains.conversations.policy.recording import (
    OFF,
    ON,
    RecordingFacts,
    may_record,
)
from makegood.domains.conversations.queries.recording import is_told_to_stop, recording_of


class RecordCallAsk(Ask):
    """Which call, and what was answered when the recording was announced."""

    conversation: Ref[Conversation] = Field(description="The call.", examples=["CV-1001"])
    agreed: bool | None = Field(
        None, examples=[True],
        description="What they said when you asked; the question is told first.",
    )  # fmt: skip


class CallRecorded(Result):
    """Whether the call is recorded now."""

    conversation: str
    recording: bool


@register
class RecordCall(Operation[RecordCallAsk, RecordingFacts, CallRecorded]):
    """Have a call recorded once everybody on the line agreed; a no is kept, and stays a no."""

    name = "conversations.record_call"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "transcripts_3y"

    def gather(self, ask: RecordCallAsk) -> RecordingFacts:
        return recording_of(acts.gather_conversation(ask.conversation, self.actor))

    def decide(self, ask: RecordCallAsk, facts: RecordingFacts) -> Decision:
        return may_record(facts, ask.agreed, self.today)

    def execute(
        self, ask: RecordCallAsk, facts: RecordingFacts, decision: Decision
    ) -> CallRecorded:
        row = Conversation.objects.get(number=facts.number)
        self.record(f"conversation:{row.number}")
        if not ask.agreed and facts.state == ON:
            self.run(StopRecording, StopRecordingAsk(conversation=ask.conversation))
            return CallRecorded(conversation=row.number, recording=False)
        is_on = bool(ask.agreed)
        state = ON if is_on else OFF
        acts.append(self, row, EventKind.RECORDING, {"state": state, "by": self.actor.name,
                                                     "note": decision.says[-1].text()})  # fmt: skip
        if is_on and facts.state != ON:
            start = {"conversation": row.number, "asked_at": self.now.isoformat()}
            self.queue(kind="recording.start", payload=start, key=f"recording-start:{self.act}")
        return CallRecorded(conversation=row.number, recording=is_on)

    def verify(self, ask: RecordCallAsk, facts: RecordingFacts, result: CallRecorded) -> None:
        started = Effect.objects.filter(key=f"recording-start:{self.act}").exists()
        ensure(started == (bool(ask.agreed) and facts.state != ON), "it starts only with a yes")
        is_stopped = ask.agreed or facts.state != ON or is_told_to_stop(facts.number)
        ensure(bool(is_stopped), "it stops with a no")
