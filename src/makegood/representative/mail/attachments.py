"""Say what files came with a mail: a few of them, by names that can do no harm."""

from __future__ import annotations

from email.message import EmailMessage, Message

from makegood.domains.conversations.keeping import Enclosed

MOST_FILES = 20
_LONGEST_NAME = 120
_RUNS = frozenset(
    [
        "apk",
        "app",
        "bat",
        "bin",
        "chm",
        "cmd",
        "com",
        "cpl",
        "dll",
        "dmg",
        "exe",
        "gadget",
        "hta",
        "htm",
        "html",
        "iso",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "msp",
        "ps1",
        "py",
        "reg",
        "scf",
        "scr",
        "sh",
        "svg",
        "url",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "wsh",
        "xhtml",
    ]
)
_NO_PART_OF_A_NAME = frozenset('<>:"|?*')


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
    stem, dot, ending = plain.rpartition(".")
    plain = f"{stem[: _LONGEST_NAME - 20]}{dot}{ending[:12]}"
    return f"{plain}.blocked" if ending.lower() in _RUNS else plain or "without-a-name"


def _enclosed(part: Message) -> Enclosed:
    content = part.get_payload(decode=True)
    return Enclosed(
        name=harmless(part.get_filename() or ""),
        media_type=part.get_content_type()[:100],
        size=len(content) if isinstance(content, bytes) else 0,
    )
