"""What comes round in conversations: those nobody goes on with end, old mail goes.

Here it is also asked of the recorder itself whether it stopped.
"""

from __future__ import annotations

from makegood.core.aftermath import when_given_up, when_recovered
from makegood.core.checks import Finding, check
from makegood.core.jobs import timer
from makegood.domains.conversations.ports import recorder

when_given_up("mail", "conversations.note_undelivered")
when_given_up("text", "conversations.note_undelivered")
when_recovered("mail", "conversations.note_delivered")
when_recovered("text", "conversations.note_delivered")
timer("conversations.close_idle", every="hour")
timer("conversations.drop_raw_mail", every="day")
timer("conversations.drop_model_calls", every="day")


@check("conversations.recording_is_off")
def recording_is_off(subject: str) -> tuple[Finding, str]:
    """Whether the recorder no longer records the call "conversation:CV-1001"."""
    asked = recorder()
    if asked is None:
        return Finding.UNKNOWN, "there is no recorder to ask"
    if asked.is_recording(subject.removeprefix("conversation:")):
        return Finding.NO, "it still records"
    return Finding.YES, "it does not record"
