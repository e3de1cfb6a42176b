"""Read a mail as it came over the wire: who wrote what, and in answer to which."""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default

from makegood.domains.conversations.keeping import Enclosed
from makegood.representative.mail.attachments import enclosed_in
from makegood.representative.mail.automatic import why_automatic
from makegood.representative.mail.sender_proof import SenderProof, proof_of_sender
from makegood.representative.mail.words import words_of

MOST_BYTES = 10_000_000
_MOST_OF_A_HEAD, _MOST_ABOUT_PARTS = 100_000, 50_000
_ABOUT_A_PART = re.compile(rb"(?im)^content-[a-z-]{1,40}[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*")
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
    attachments: tuple[Enclosed, ...]
    proof: SenderProof = SenderProof.UNKNOWN


def read_mail(
    raw: bytes, own_addresses: frozenset[str] = frozenset(), checked_by: Collection[str] = ()
) -> Mail:
    """Read a mail of RFC 5322 and MIME; MailRefused when it is too large or names no sender.

    `checked_by` names the mail hosts whose word on the sender's address counts.

    A mail without a Message-ID gets one made of its content, so that twice the same is once.
    """
    if len(raw) > MOST_BYTES:
        raise MailRefused(
            f"The message has {len(raw):,} bytes or more; accepted are at most {MOST_BYTES:,}."
        )
    if _has_endless_headers(raw):
        raise MailRefused(
            f"The message has endless headers; accepted are at most {_MOST_OF_A_HEAD:,} bytes "
            f"before the text, and {_MOST_ABOUT_PARTS:,} about its parts."
        )
    try:
        return _read(raw, own_addresses, checked_by)
    except MailRefused:
        raise
    except Exception as fault:  # whatever a stranger's bytes do to a parser is the mail's fault
        raise MailRefused(f"The message cannot be read ({type(fault).__name__}).") from fault


def _has_endless_headers(raw: bytes) -> bool:
    """Whether the headers are longer than any mail needs; the parser takes minutes for each MB."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head = lines.find(b"\n\n")
    about = sum(len(found.group()) for found in _ABOUT_A_PART.finditer(lines))
    return (head if head >= 0 else len(lines)) > _MOST_OF_A_HEAD or about > _MOST_ABOUT_PARTS


def id_made_of(raw: bytes) -> str:
    """The id of a mail that names none."""
    return f"<{hashlib.sha256(raw).hexdigest()}@no-message-id>"


def spelled(text: str) -> str:
    """A header as it may be kept: in one line, without what no screen shows and no row takes."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _read(raw: bytes, own_addresses: frozenset[str], checked_by: Collection[str]) -> Mail:
    message = email.message_from_bytes(raw, policy=default)
    sender = _sender(message)
    words = words_of(message)
    ids = _MESSAGE_ID.findall(spelled(_header(message, "Message-ID")))
    return Mail(
        message_id=ids[0] if ids else id_made_of(raw),
        sender=sender,
        subject=spelled(_header(message, "Subject"))[:400],
        text=words.text,
        # What somebody else wrote is no answer to anything that we asked.
        answers=() if words.only_sent_on else _answers(message),
        automatic=why_automatic(message, sender, own_addresses),
        attachments=enclosed_in(message),
        proof=proof_of_sender(message, sender, checked_by),
    )


def _sender(message: EmailMessage) -> str:
    try:
        header = message["From"]
    except (HeaderParseError, ValueError, IndexError):
        header = None
    found = header.addresses if isinstance(header, AddressHeader) else ()
    for address in found:
        if address.username and address.domain:
            return spelled(address.addr_spec).lower()[:254]
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
