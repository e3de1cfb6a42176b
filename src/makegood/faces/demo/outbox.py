"""Show every mail, text and letter as its receiver would see it."""

from __future__ import annotations

import heapq

from makegood.core import effects
from makegood.core.effects import Enclosure, Received

MOST = 500


def messages(*, to: str = "", channel: str = "", limit: int = 100) -> list[Received]:
    """The newest messages that reached somebody, newest first; of one receiver if named."""
    arrived = heapq.merge(
        *(box.received(MOST) for box in effects.mailboxes()), key=lambda one: one.at, reverse=True
    )
    wanted = to.casefold()
    found = [one for one in arrived if wanted in one.to.casefold() and channel in ("", one.channel)]
    return found[:limit]


def enclosure(reference: str, name: str) -> Enclosure | None:
    """A file that came with a message; None when no mailbox has it."""
    found = (box.enclosure(reference, name) for box in effects.mailboxes())
    return next((file for file in found if file is not None), None)
