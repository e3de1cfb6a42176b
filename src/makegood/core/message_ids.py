"""Give each mail that leaves the house its Message-ID, the same at every try. Source: RFC 5322."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from makegood.core.canonical import digest
from makegood.core.redaction import redact
from makegood.handbook import book

_SPELLED, _HASHED = "~:", "~#"
_MOST_KEPT = 250
_DIGITS = str.maketrans("0123456789", "abcdefghij")
_LETTERS = str.maketrans("abcdefghij", "0123456789")


def message_id(key: str) -> str:
    """The Message-ID of the mail that goes out under this key; nobody can make it but us."""
    return _made_with(settings.SECRET_KEY, key)


def is_id_of(written: str, key: str) -> bool:
    """Whether this is the Message-ID of the mail under this key, with any secret still held.

    The ids of mails from before they were made with a secret are not believed: they can be
    guessed.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(written, _made_with(one, key)) for one in secrets)


def as_kept(written: str) -> str:
    """The Message-ID of somebody else's mail as an ask may carry it: one for each, and whole.

    A run of digits in it may look like a card number. With the digits taken out two ids could
    become the same, and no answer would find its mail: such an id is spelled in letters.
    """
    if redact(written).text == written:
        return written
    spelled = _SPELLED + re.sub(r"~|[0-9]+", _in_letters, written)
    return spelled if len(spelled) <= _MOST_KEPT else _HASHED + digest(written.encode())


def as_written(kept: str) -> str:
    """The Message-ID as its sender wrote it; empty for one too long to be kept whole."""
    if kept.startswith(_HASHED):
        return ""
    if not kept.startswith(_SPELLED):
        return kept
    return re.sub(r"~([a-j]*)~", _in_digits, kept.removeprefix(_SPELLED))


def _made_with(secret: str, key: str) -> str:
    domain = book().company.contact["email"].rpartition("@")[2]
    made = salted_hmac("makegood.message_id", key, secret=secret, algorithm="sha256").hexdigest()
    return f"<{made[:32]}@{domain}>"


def _in_letters(found: re.Match[str]) -> str:
    return "~~" if found[0] == "~" else f"~{found[0].translate(_DIGITS)}~"


def _in_digits(found: re.Match[str]) -> str:
    return found[1].translate(_LETTERS) or "~"
