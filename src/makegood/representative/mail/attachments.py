"""Say what files came with a mail: a few of them, by names that can do no harm."""

from __future__ import annotations

import email
from email.message import EmailMessage, Message
from email.policy import compat32, default

from makegood.domains.conversations.enclosed import file_parts, harmless
from makegood.domains.conversations.keeping import Enclosed

MOST_FILES = 20
_KINDS = (
    (b"%PDF-", 0, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"ftypheic", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heic"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
)
"""Papers and pictures: nothing that runs, and nothing that a browser would take for a page."""


def files_of(raw: bytes) -> tuple[tuple[Enclosed, bytes], ...]:
    """The files of a mail as it came, with their bytes; () for one that cannot be read."""
    try:
        parts = _parts(email.message_from_bytes(raw, policy=default))
    except Exception:  # whatever a stranger's bytes do to a parser
        return ()
    found = [(_enclosed(part), part.get_payload(decode=True)) for part in parts]
    return tuple((one, content) for one, content in found if isinstance(content, bytes))


def kind_of(content: bytes) -> str:
    """What a file is, by its first bytes and not by its name; empty for what is not taken in."""
    for begins, at, media_type in _KINDS:
        if content[at : at + len(begins)] == begins:
            return media_type
    return ""


def beyond_the_first(raw: bytes) -> dict[int, str]:
    """What came after the first twenty files, by their places from 1: nobody looks at it."""
    try:
        parts = file_parts(email.message_from_bytes(raw, policy=compat32))
    except Exception:  # whatever a stranger's bytes do to a parser
        return {}
    rest = enumerate(parts[MOST_FILES:], MOST_FILES + 1)
    return {place: harmless(part.get_filename() or "") for place, part in rest}


def enclosed_in(message: EmailMessage) -> tuple[Enclosed, ...]:
    """The first twenty files of a mail. Their bytes are in the mail as it was kept."""
    try:
        return tuple(_enclosed(part) for part in _parts(message))
    except (KeyError, ValueError, AttributeError):
        return ()


def _parts(message: Message) -> list[Message]:
    """The first twenty parts of a mail that are files."""
    return file_parts(message)[:MOST_FILES]


def _enclosed(part: Message) -> Enclosed:
    content = part.get_payload(decode=True)
    return Enclosed(
        name=harmless(part.get_filename() or ""),
        media_type=part.get_content_type()[:100],
        size=len(content) if isinstance(content, bytes) else 0,
    )
