"""Name what a mail server needs of the company: whose addresses it has, and who keeps its mail."""

from __future__ import annotations

from typing import Protocol

MOST_MAIL_BYTES = 9_999_000
"""A little less than is read, so that the line on where it came from can be put before it."""


class LetterBox(Protocol):
    """Where a mail server puts what came for the company."""

    def has_address(self, address: str) -> bool:
        """Whether this is an address of the company, such as care+R-2001@northvale.example.com."""

    def put(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> str:
        """Keep a mail for good and have it answered; its number. Raises when that failed."""
