"""Decode the text of a mail, also where its charset is missing, wrong, or no charset at all."""

from __future__ import annotations

import codecs
from email.message import Message

_READ_AS = {"us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-1": "cp1252", "latin-1": "cp1252"}
"""What mail programs mean by these names, as browsers read them too (WHATWG Encoding)."""
_NOT_OF_MAILS = frozenset(
    {"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape"}
)
"""Python reads these as charsets; they are none, and one of them takes hours for a long text."""


def decoded(part: Message, most: int) -> str:
    """The first characters of a part, read as far as it goes. No row takes a NUL."""
    content = part.get_payload(decode=True)
    text = _text(content[: most * 4], part) if isinstance(content, bytes) else str(content or "")
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:most]


def _text(content: bytes, part: Message) -> str:
    named = _known(part.get_content_charset("utf-8"))
    for charset in dict.fromkeys((named, "utf-8")):
        try:
            return codecs.getincrementaldecoder(charset)("strict").decode(content)
        except (UnicodeError, LookupError):
            continue
    # Only what cannot be the charset it names nor UTF-8 is read with gaps.
    return content.decode("cp1252" if named == "utf-8" else named, "replace")


def _known(name: str) -> str:
    name = _READ_AS.get(name.lower(), name.lower())
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return "cp1252"
    is_text = getattr(found, "_is_text_encoding", True)
    return name if is_text and found.name not in _NOT_OF_MAILS else "cp1252"
