"""Take card numbers out of a mail before it is kept: out of its words, subject and file names.

A mail without any stays as it came, byte for byte. Source: C05, PCI DSS 3.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.header import Header, decode_header
from email.message import Message
from email.policy import compat32
from email.utils import formataddr, getaddresses

from makegood.core.redaction import redact
from makegood.representative.mail.charsets import decoded

_MOST_OF_A_PART = 400_000
_MOST_OF_A_HEADER = 10_000
_OF_ADDRESSES = ("From", "Reply-To", "To", "Cc")
_WRITTEN = ("Subject", "Thread-Topic", "Comments", "Keywords", *_OF_ADDRESSES)
"""Headers that people write; ids and dates are runs of digits by themselves, and stay."""
_NAMES = (("Content-Disposition", "filename"), ("Content-Type", "name"))


def without_cards(raw: bytes) -> bytes:
    """The mail without card numbers, codes and personal numbers; the same bytes if it has none.

    What cannot be read as a mail is redacted as text.
    """
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        changes = [*_headers(message), *_parts(message)]
        return message.as_bytes(policy=compat32.clone(linesep="\r\n")) if any(changes) else raw
    except Exception:  # whatever a stranger's bytes do to a parser
        text = raw.decode("utf-8", "surrogateescape")
        return redact(text).text.encode("utf-8", "surrogateescape")


def _headers(message: Message) -> Iterator[bool]:
    for name in _WRITTEN:
        if name not in message:
            continue
        value = _unfolded(message[name])[:_MOST_OF_A_HEADER]
        cleaned = redact(value).text
        if cleaned == value:
            continue
        if name in _OF_ADDRESSES:  # an address of digits is an address; its owner's name is words
            named = [(redact(who).text, address) for who, address in getaddresses([value])]
            if named == getaddresses([value]):
                continue
            cleaned = ", ".join(formataddr(one) for one in named)
            message.replace_header(name, cleaned)
        else:
            message.replace_header(name, Header(cleaned, "utf-8").encode())
        yield True


def _parts(message: Message) -> Iterator[bool]:
    for part in message.walk():
        for header, parameter in _NAMES:
            name = part.get_param(parameter, header=header)
            told = part.get_filename("") if isinstance(name, tuple) else str(name or "")
            cleaned = redact(told).text
            if cleaned != told:
                part.set_param(parameter, cleaned, header=header, charset="utf-8", replace=True)
                yield True
        if part.get_content_maintype() == "text" and not part.is_multipart():
            yield _cleaned(part)


def _cleaned(part: Message) -> bool:
    text = decoded(part, _MOST_OF_A_PART)
    cleaned = redact(text).text
    if cleaned == text:
        return False
    del part["Content-Transfer-Encoding"]
    part.set_payload(cleaned, "utf-8")
    return True


def _unfolded(value: object) -> str:
    """A header as people read it, in one line."""
    pieces = decode_header(str(value))
    text = "".join(
        piece if isinstance(piece, str) else piece.decode(charset or "utf-8", "replace")
        for piece, charset in pieces
    )
    return " ".join(text.split())
