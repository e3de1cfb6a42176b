"""Name what the outside needs of us and we of it: mail carried in, calls recorded.

An adapter fills `CallRecorder`; `use_recorder` says which. Where there is none, no call is
recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

MOST_MAIL_BYTES = 9_999_000
"""A little less than is read, so that the line on where it came from can be put before it."""
MOST_RECIPIENTS = 20


class LetterBox(Protocol):
    """Where a mail server puts what came for the company."""

    def has_address(self, address: str) -> bool:
        """Whether this is an address of the company, such as care+R-2001@northvale.example.com."""

    def put(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> str:
        """Keep a mail for good and have it answered; its number. Raises when that failed."""


class PostRoom(LetterBox, Protocol):
    """A letter box that takes in any bytes, when a mail cannot be read or answered."""

    def set_aside(self, raw: bytes, why: str) -> str:
        """Keep a mail for people to look at, who are told why; its number. Raises if it fails."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a mailbox at a provider was fetched: all up to the number `uid`, which holds while
    the mailbox has this `validity`; `looked_on` is the provider's day of the last whole look.
    """

    validity: int
    uid: int
    looked_on: date


class BoxPlaces(Protocol):
    """Who remembers how far each mailbox was fetched."""

    def place(self, box: str) -> Place | None:
        """How far this mailbox was fetched; None before the first look."""

    def note(self, box: str, place: Place) -> None:
        """Remember it for good."""


class CallRecorder(Protocol):
    """What records telephone calls; it is started and stopped by effects, and asked here."""

    def is_recording(self, conversation: str) -> bool:
        """Whether it records the call of this conversation now. Raises when it cannot tell."""


_recorders: list[CallRecorder] = []


def use_recorder(*found: CallRecorder) -> None:
    """Have calls recorded by this, or by nothing."""
    _recorders[:] = found


def recorder() -> CallRecorder | None:
    """What records calls here; None where nothing does."""
    return _recorders[0] if _recorders else None
