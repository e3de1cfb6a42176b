"""Record calls without a telephone: what would be recorded from when to when. Source: C05."""

from __future__ import annotations

from makegood.adapters.channels.simulated.faults import take_fault
from makegood.adapters.channels.simulated.models import Recorded
from makegood.core import clock
from makegood.core.effects import Delivery, Receipt, TemporaryFailure
from makegood.core.transactions import write


class SimulatedRecorder:
    """A recorder that starts and stops as it is told, once for each key.

    A start that comes late, after a stop that was asked for after it, records nothing.
    """

    kinds: tuple[str, ...] = ("recording.start", "recording.stop")

    def deliver(self, delivery: Delivery) -> Receipt:
        """Start or stop the recording of a call; TemporaryFailure when a fault was set for it."""
        number = str(delivery.payload["conversation"])
        with write(Recorded):
            fault = take_fault(delivery.kind, number)
            if fault is None:
                _turn(number, delivery)
        if fault is not None:
            raise TemporaryFailure("the recorder does not answer")
        return Receipt(delivery.key, {"conversation": number})

    def is_recording(self, conversation: str) -> bool:
        """Whether the call of this conversation is recorded now."""
        return Recorded.objects.filter(conversation=conversation, stopped_at=None).exists()


def _turn(number: str, delivery: Delivery) -> None:
    if delivery.kind == "recording.start":
        if _was_stopped_since(number, str(delivery.payload.get("asked_at", ""))):
            return
        begun = {"conversation": number, "started_at": clock.now()}
        Recorded.objects.get_or_create(key=delivery.key, defaults=begun)
        return
    running = Recorded.objects.filter(conversation=number, stopped_at=None)
    if not running.update(stopped_at=clock.now()):
        nothing = {"conversation": number, "started_at": clock.now(), "stopped_at": clock.now()}
        Recorded.objects.get_or_create(key=delivery.key, defaults=nothing)


def _was_stopped_since(number: str, asked_at: str) -> bool:
    stopped = Recorded.objects.filter(conversation=number, stopped_at__isnull=False)
    return bool(asked_at) and stopped.filter(stopped_at__gt=asked_at).exists()
