"""Know a mail that no person wrote to us, so that it is never answered. Source: RFC 3834."""

from __future__ import annotations

import re
from email.message import EmailMessage

from makegood.representative.mail.calendars import is_calendars_answer

_LISTS = ("List-Id", "List-Unsubscribe", "List-Post", "Mailing-List")
_MOST_HOPS, _LONGEST_WORD = 30, 60
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|.*-bounces?|.*-request"
    r"|owner-.*|listserv|majordomo)([+=].*)?@",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"(auto(matic)?[- ]?(reply|response)|out of (the )?office|away from (the )?office|on vacation"
    r"|respuesta autom[áa]tica|fuera de (la )?oficina|mensaje de ausencia"
    r"|r[ée]ponse automatique|absence du bureau|message d'absence)\b\s*[:\-–]",
    re.IGNORECASE,
)
"""How programs that name no other sign begin the subject of what they send while one is away."""


def why_automatic(message: EmailMessage, sender: str, own_addresses: frozenset[str]) -> str:
    """Why this mail is not to be answered; empty for one that a person wrote to us."""
    submitted = _word(message, "Auto-Submitted")
    if submitted and submitted != "no":
        return f"it was sent by a machine (Auto-Submitted: {submitted})"
    if message.get_content_type() == "multipart/report":
        return "it is a report about a message that was not delivered"
    if is_calendars_answer(message):
        return "a calendar wrote it by itself: somebody comes, or does not"
    if _word(message, "Return-Path") == "<>":
        return "it is a bounce: its sender takes no answers (Return-Path: <>)"
    if len(message.get_all("Received", [])) > _MOST_HOPS:
        return f"it goes round: more than {_MOST_HOPS} servers passed it on"
    if sender in own_addresses:
        return "it comes from our own address: an answer would go round for ever"
    if _MACHINES.match(sender):
        return f"nobody reads answers at {sender}"
    named = next((name for name in _LISTS if message.get(name) is not None), None)
    if named:
        return f"it came over a mailing list ({named})"
    if _ABSENT.match(_line(message, "Subject")):
        return "it says that its reader is away"
    if _word(message, "Precedence") in _BULK or message.get("X-Autoreply") is not None:
        return "it was sent to many, or by an automatic reply"
    return ""


def _line(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "").strip()
    except (ValueError, IndexError):
        return ""


def _word(message: EmailMessage, name: str) -> str:
    word = re.split(r"[;\s]", _line(message, name), maxsplit=1)[0].lower()
    return "".join(sign for sign in word[:_LONGEST_WORD] if sign.isprintable())
