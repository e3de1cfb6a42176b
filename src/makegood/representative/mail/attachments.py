"""Say what files came with a mail: a few of them, by names that can do no harm."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage, Message
from email.policy import default

from makegood.domains.conversations.keeping import Enclosed

MOST_FILES = 20
_KEPT_OF_A_NAME, _END_OF_A_NAME = 100, 20
_RUNS = re.compile(
    r"apk|app|bat|bin|chm|cmd|com|cpl|dll|dmg|exe|gadget|hta|html?|iso|jar|jse?|lnk|ms[ip]|ps1|py"
    r"|reg|scf|scr|sh|svg|url|vbe?|vbs|wsf|wsh|xhtml",
    re.IGNORECASE,
)
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
_NO_PART_OF_A_NAME = frozenset('<>:"|?*')


def files_of(raw: bytes) -> tuple[tuple[Enclosed, bytes], ...]:
    """The files of a mail as it came, with their bytes; () for one that cannot be read."""
    try:
        parts = list(email.message_from_bytes(raw, policy=default).iter_attachments())
    except Exception:  # whatever a stranger's bytes do to a parser
        return ()
    found = [(_enclosed(part), part.get_payload(decode=True)) for part in parts[:MOST_FILES]]
    return tuple((one, content) for one, content in found if isinstance(content, bytes))


def kind_of(content: bytes) -> str:
    """What a file is, by its first bytes and not by its name; empty for what is not taken in."""
    for begins, at, media_type in _KINDS:
        if content[at : at + len(begins)] == begins:
            return media_type
    return ""


def enclosed_in(message: EmailMessage) -> tuple[Enclosed, ...]:
    """The first twenty files of a mail. Their bytes stay in the mail as it was kept."""
    try:
        parts = list(message.iter_attachments())
    except (KeyError, ValueError, AttributeError):
        return ()
    return tuple(_enclosed(part) for part in parts[:MOST_FILES])


def harmless(name: str) -> str:
    """A file's name that leads out of no folder, hides nothing, and starts no program."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = (sign for sign in last if sign.isprintable() and sign not in _NO_PART_OF_A_NAME)
    plain = "".join(shown).strip(" .")
    if not plain:
        return "without-a-name"
    if _RUNS.fullmatch(plain.rpartition(".")[2]):
        plain = f"{plain}.blocked"
    return plain[:_KEPT_OF_A_NAME] + plain[_KEPT_OF_A_NAME:][-_END_OF_A_NAME:]


def _enclosed(part: Message) -> Enclosed:
    content = part.get_payload(decode=True)
    return Enclosed(
        name=harmless(part.get_filename() or ""),
        media_type=part.get_content_type()[:100],
        size=len(content) if isinstance(content, bytes) else 0,
    )
