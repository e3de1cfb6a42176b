"""Show what came of a mail: the reply as it goes out, and what was done for it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from makegood.core.effects import Delivery
from makegood.representative.mail.answering import Answered


def shown(answered: Answered) -> dict[str, JsonValue]:
    """What came of a mail, for programs."""
    mail = answered.mail
    return {
        "message_id": mail.message_id,
        "from": mail.sender,
        "subject": mail.subject,
        "text": mail.text,
        "ignored": answered.ignored or None,
        "conversation": answered.conversation or None,
        "is_new": answered.is_new,
        "refused": _reason(answered) or None,
        "understood": _bodies(answered, "understood"),
        "ran": _bodies(answered, "ran"),
        "reply": dict(answered.reply.payload) if answered.reply else None,
    }


def told(answered: Answered) -> str:
    """What came of a mail, for a person."""
    mail = answered.mail
    if answered.ignored:
        return f"Not answered: {answered.ignored}."
    lines = [f"Conversation {answered.conversation}, from {mail.sender} (claimed, not proven)"]
    if not answered.is_new:
        lines.append("This message was taken in before; it is not answered twice.")
    if answered.refused:
        lines.append(_reason(answered))
    for one in _bodies(answered, "ran"):
        if isinstance(one, dict):
            records = one.get("records")
            named = " ".join(str(ref) for ref in records) if isinstance(records, list) else ""
            lines.append(f"Done: {one.get('operation')}: {one.get('status')} {named}".rstrip())
    if answered.reply:
        lines += ["", *_letter(answered.reply)]
    return "\n".join(lines)


def _letter(reply: Delivery) -> list[str]:
    payload = reply.payload
    headers = payload.get("headers")
    named: Mapping[str, JsonValue] = headers if isinstance(headers, dict) else {}
    return [
        f"To: {payload.get('to')}",
        f"Subject: {payload.get('subject')}",
        *(f"{name}: {value}" for name, value in named.items()),
        "",
        str(payload.get("body")),
    ]


def _bodies(answered: Answered, kind: str) -> list[JsonValue]:
    return [dict(event.body) for event in answered.events if event.kind == kind]


def _reason(answered: Answered) -> str:
    if answered.refused is None:
        return ""
    return " ".join(one["say"] for one in answered.refused.explanation("en"))
