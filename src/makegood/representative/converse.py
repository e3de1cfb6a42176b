"""Talk with a customer on any channel: the one door for the faces to the representative."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core import effects
from makegood.core.actor import Actor
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.queries import EventCard


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of a message: how it was taken in, and all that happened since, in order."""

    received: Outcome
    sequence: int
    events: tuple[EventCard, ...]

    @property
    def replies(self) -> tuple[EventCard, ...]:
        """What was said to the customer."""
        return tuple(event for event in self.events if event.kind == "said")


def receive(
    conversation: str,
    text: str,
    *,
    actor: Actor,
    external_id: str | None = None,
    subject: str | None = None,
    is_doubtful: bool = False,
) -> Exchange:
    """Take in a customer's message and answer it at once.

    If this process dies in between, the worker answers; if a person has the conversation,
    nobody else does. Raises InvalidAsk for a message that cannot be taken in. Source: C01.
    """
    ask: dict[str, JsonValue] = {"conversation": conversation, "text": text}
    if external_id:
        ask["external_id"] = external_id
    if subject:
        ask["subject"] = subject
    if is_doubtful:
        ask["is_doubtful"] = True
    received = run("conversations.receive_message", ask, actor=actor)
    if not received.is_done:
        return Exchange(received, 0, ())
    sequence = int(str(received.answer("sequence")))
    effects.deliver_one(f"turn:{conversation}/{sequence}")
    return Exchange(received, sequence, queries.events(conversation, after=sequence))
