"""Read what an invitation says in words, where the mail around it says nothing. RFC 5545."""

from __future__ import annotations

import re
from email.message import EmailMessage, Message

from makegood.domains.conversations.enclosed import CALENDAR
from makegood.representative.mail.charsets import decoded

_MOST_READ = 20_000
_FOLDED = re.compile(r"\r?\n[ \t]")
_PROPERTY = re.compile(r"(?im)^(SUMMARY|DESCRIPTION)(?:;[^:\r\n]{0,200})?:([^\r\n]*)")
_ESCAPED = re.compile(r"\\(.)")


def words_of_invitation(message: EmailMessage) -> str:
    """The title and the description of the event that a mail invites to; empty without one."""
    part = next((one for one in message.walk() if one.get_content_type() == CALENDAR), None)
    if part is None:
        return ""
    text = _FOLDED.sub("", decoded(part, _MOST_READ))
    said = {name.upper(): _unescaped(value) for name, value in _PROPERTY.findall(text)}
    return "\n".join(said[name] for name in ("SUMMARY", "DESCRIPTION") if said.get(name))


def is_calendars_answer(message: Message) -> bool:
    """Whether a calendar wrote it by itself: that somebody comes, does not, or that it ended."""
    methods = (
        str(one.get_param("method") or "").upper()
        for one in message.walk()
        if one.get_content_type() == CALENDAR
    )
    return any(method in {"REPLY", "CANCEL", "REFRESH", "DECLINECOUNTER"} for method in methods)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value).strip()
