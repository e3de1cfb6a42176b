"""What became of the recording of a call. Source: C05."""

from __future__ import annotations

from makegood.core.actor import Channel
from makegood.core.models import Effect
from makegood.domains.conversations.policy import ConversationFacts
from makegood.domains.conversations.policy.recording import RecordingFacts
from makegood.domains.conversations.ports import recorder
from makegood.domains.conversations.queries import rows


def is_told_to_stop(number: str) -> bool:
    """Whether the last that the recorder was told of a call is to stop."""
    told = Effect.objects.filter(kind__startswith="recording.", payload__conversation=number)
    return told.order_by("-pk").values_list("kind", flat=True).first() == "recording.stop"


def recording_of(facts: ConversationFacts) -> RecordingFacts:
    """Whether a conversation is a call that goes on, and what was said of recording it."""
    newest = next(iter(rows.recordings(facts.number)), None)
    return RecordingFacts(
        number=facts.number,
        is_call=facts.channel == Channel.VOICE,
        is_open=facts.closed_at is None,
        state=str(newest.body.get("state", "off")) if newest else "",
        can_record=recorder() is not None,
    )
