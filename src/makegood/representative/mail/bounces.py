"""Read what a mail server reports of a mail of ours that it could not deliver. RFC 3464.

Only a report that names the mail's own Message-ID and its receiver is believed: nobody but who
got the mail, and the servers on its way, knows both: the id is made with a secret of ours.
"""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.message import Message
from email.policy import default

from makegood.core.effects import queued
from makegood.core.message_ids import is_id_of
from makegood.core.outlets import keys_under

_MOST_REASON, _MOST_REPLIES = 300, 400
_ID = re.compile(r"<[^<>\s]{1,248}>")
_ADDRESS = re.compile(r"[^\s<>;]{1,64}@[^\s<>;]{1,190}")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that did not arrive: the key it went out under, and why."""

    effect_key: str
    reason: str


def bounce_in(raw: bytes) -> Bounce | None:
    """The mail of ours that this reports to have failed for good; None for any other mail."""
    try:
        message = email.message_from_bytes(raw, policy=default)
        if message.get_content_type() != "multipart/report":
            return None
        failed = _failed(message)
        ours = _ours(message)
    except Exception:  # whatever a stranger's bytes do to a parser: it is no report then
        return None
    if failed is None or ours is None:
        return None
    receiver, reason = failed
    key = _key_of(ours)
    sent = queued(key) if key else None
    if sent is None or str(sent.payload.get("to", "")).lower() != receiver:
        return None
    return Bounce(sent.key, reason)


def _failed(report: Message) -> tuple[str, str] | None:
    """The receiver for whom delivery ended for good, and what was said of it."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload():
            if not isinstance(block, Message):
                continue
            if str(block.get("Action", "")).strip().lower() != "failed":
                continue
            status = str(block.get("Status", "")).strip()[:12]
            told = " ".join(str(block.get("Diagnostic-Code", "")).split())
            named = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
            receiver = _ADDRESS.search(named.partition(";")[2])
            if receiver and status.startswith("5."):
                return receiver[0].lower(), f"{status} {told}".strip()[:_MOST_REASON]
    return None


def _ours(report: Message) -> Message | None:
    """The head of the mail that was sent, as the report gives it back."""
    for part in report.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            return inner if isinstance(inner, Message) else None
        if part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            return email.message_from_bytes(content) if isinstance(content, bytes) else None
    return None


def _key_of(head: Message) -> str | None:
    """The key under which a mail with this head went out, if it was one of ours."""
    found = _ID.search(str(head.get("Message-ID", "")))
    if found is None:
        return None
    return next((key for key in _keys_named(head) if is_id_of(found[0], key)), None)


def _keys_named(head: Message) -> tuple[str, ...]:
    notice = str(head.get("X-Notice", "")).strip()[:20]
    if notice:
        return (f"notice:{notice}",)
    conversation = str(head.get("X-Conversation", "")).strip()[:20]
    return keys_under(f"reply:{conversation}/", _MOST_REPLIES) if conversation else ()
