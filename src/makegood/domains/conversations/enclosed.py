"""Say which parts of a mail are files, by harmless names, and take the bytes of some out of it."""

from __future__ import annotations

import email
import re
from collections.abc import Collection
from email.message import Message
from email.policy import compat32

CALENDAR = "text/calendar"
_KEPT_OF_A_NAME, _END_OF_A_NAME = 100, 20
_RUNS = re.compile(
    r"apk|app|bat|bin|chm|cmd|com|cpl|dll|dmg|exe|gadget|hta|html?|iso|jar|jse?|lnk|ms[ip]|ps1|py"
    r"|reg|scf|scr|sh|svg|url|vbe?|vbs|wsf|wsh|xhtml",
    re.IGNORECASE,
)
_WORDS = frozenset({"text/plain", "text/html"})
_MOST_OF_A_LOGO = 12_000
"""Bytes of a picture within the words that is rather a sign of its sender than a photo."""
_NO_PART_OF_A_NAME = frozenset('<>:"|?*')


def file_parts(message: Message) -> list[Message]:
    """The parts that are files, wherever in the mail they lie: also pictures put between the
    words, and what came with a mail that was sent on. A sender's logo is none.
    """
    return list(filter(_is_file, message.walk()))


def without_files(raw: bytes, places: Collection[int]) -> bytes:
    """The mail without the bytes of the files at these places, from 1; they keep their names."""
    message = email.message_from_bytes(raw, policy=compat32)
    for place, part in enumerate(file_parts(message), 1):
        if place in places:
            name = harmless(part.get_filename() or "")
            for header in ("Content-Transfer-Encoding", "Content-Type", "Content-Disposition"):
                del part[header]
            part.add_header("Content-Type", "application/octet-stream")
            part.add_header("Content-Disposition", "attachment", filename=name)
            part.set_payload("")
    return message.as_bytes(policy=compat32.clone(linesep="\r\n"))


def empty_files(raw: bytes) -> frozenset[int]:
    """The places, from 1, of the files of a mail that hold no bytes."""
    message = email.message_from_bytes(raw, policy=compat32)
    return frozenset(
        place
        for place, part in enumerate(file_parts(message), 1)
        if not part.get_payload(decode=True)
    )


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


def _is_file(part: Message) -> bool:
    kind = part.get_content_type()
    if part.is_multipart() or kind == CALENDAR:
        return False
    is_attached = part.get_content_disposition() == "attachment"
    if kind in _WORDS:
        return is_attached or part.get_filename() is not None
    if is_attached or part.get("Content-ID") is None or not kind.startswith("image/"):
        return True
    content = part.get_payload(decode=True)
    return isinstance(content, bytes) and len(content) > _MOST_OF_A_LOGO
