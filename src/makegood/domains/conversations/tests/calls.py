"""A call that Rae has at the desk, and the recorder that hears it."""

from __future__ import annotations

from makegood.core import worker
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.conversations.models import Event, EventKind
from makegood.domains.conversations.ports import recorder
from makegood.domains.conversations.tests.conftest import staff


def call() -> str:
    """Somebody calls, and Rae takes it; the conversation's number."""
    ask = {"channel": "voice", "contact_point": "+12025550106"}
    return str(run("conversations.open_conversation", ask, actor=staff()).answer("number"))


def record(number: str, agreed: bool | None = True) -> Outcome:
    """Rae asks whether the call may be recorded, and does what they answered."""
    return run(
        "conversations.record_call", {"conversation": number, "agreed": agreed}, actor=staff()
    )


def stop(number: str, words: str = "Don't record this.") -> Outcome:
    """Rae is told not to record, and obeys."""
    ask = {"conversation": number, "words": words}
    return run("conversations.stop_recording", ask, actor=staff())


def is_recorded(number: str) -> bool:
    """What the recorder itself says once all that waits was done."""
    worker.work_off()
    hears = recorder()
    assert hears is not None
    return hears.is_recording(number)


def notes(number: str) -> list[tuple[object, object]]:
    """What is kept of the recording in the conversation."""
    found = Event.objects.filter(conversation__number=number, kind=EventKind.RECORDING)
    return [(one.body["state"], one.body["note"]) for one in found.order_by("sequence")]
