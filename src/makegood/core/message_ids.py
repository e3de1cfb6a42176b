"""Give each mail that leaves the house its Message-ID, the same at every try. Source: RFC 5322."""

from __future__ import annotations

import hashlib

from makegood.handbook import book


def message_id(key: str) -> str:
    """The Message-ID of the mail that goes out under this key."""
    domain = book().company.contact["email"].rpartition("@")[2]
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:24]}@{domain}>"
