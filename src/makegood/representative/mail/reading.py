"""Read a mail as it came over the wire: who wrote what, and in answer to which."""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default

from makegood.representative.mail.automatic import why_automatic
from makegood.representative.mail.words import words_of

MOST_BYTES = 10_000_000
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,248}>")
_MOST_IDS = 50


class MailRefused(ValueError):
    """This cannot be taken in as a mail; says why and what would be."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: the writer's own words without what was quoted, and where it belongs.

    `answers` are the ids of the mails it answers, the nearest first; `automatic` says why
    it is not to be answered (RFC 3834), and is empty for a person's own mail.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    answers: tuple[str, ...]
    automatic: str
    attachments: tuple[str, ...]


def read_mail(raw: bytes, own_addresses: frozenset[str] = frozenset()) -> Mail:
    """Read a mail of RFC 5322 and MIME; MailRefused when it is too large or names no sender.

    A mail without a Message-ID gets one made of its content, so that twice the same is once.
    """
    if len(raw) > MOST_BYTES:
        raise MailRefused(
            f"The message has {len(raw):,} bytes or more; accepted are at most {MOST_BYTES:,}."
        )
    message = email.message_from_bytes(raw, policy=default)
    sender = _sender(message)
    ids = _MESSAGE_ID.findall(_header(message, "Message-ID"))
    subject = " ".join(_header(message, "Subject").split())
    return Mail(
        message_id=ids[0] if ids else f"<{hashlib.sha256(raw).hexdigest()}@no-message-id>",
        sender=sender,
        subject=subject[:400],
        text=words_of(message),
        answers=_answers(message),
        automatic=why_automatic(message, sender, own_addresses),
        attachments=_attachments(message),
    )


def _sender(message: EmailMessage) -> str:
    try:
        header = message["From"]
    except (HeaderParseError, ValueError, IndexError):
        header = None
    found = header.addresses if isinstance(header, AddressHeader) else ()
    for address in found:
        if address.username and address.domain:
            return address.addr_spec.lower()[:254]
    raise MailRefused("The message names no sender; accepted is a From: line with an address.")


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; empty when it is absent or beyond reading."""
    try:
        return str(message.get(name) or "")
    except (HeaderParseError, ValueError, IndexError):
        return ""


def _answers(message: EmailMessage) -> tuple[str, ...]:
    direct = _MESSAGE_ID.findall(_header(message, "In-Reply-To"))
    earlier = _MESSAGE_ID.findall(_header(message, "References"))
    return tuple(dict.fromkeys([*direct, *reversed(earlier)]))[:_MOST_IDS]


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    try:
        return tuple((part.get_filename() or "")[:120] for part in message.iter_attachments())
    except (KeyError, ValueError, AttributeError):
        return ()
