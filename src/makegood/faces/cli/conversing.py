"""Carry a conversation at the console, and see that what was promised in it leaves the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pydantic import JsonValue

from makegood.core import effects, worker
from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.effects import Received
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.parties.queries import party_card
from makegood.representative.converse import Exchange, receive

_SHOWN = 20


def open_conversation(
    channel: Channel, *, language: str | None = None, contact_point: str | None = None
) -> Outcome:
    """Open a conversation on a channel as somebody nobody knows yet."""
    ask: dict[str, JsonValue] = {"channel": channel}
    if language:
        ask["language"] = language
    if contact_point:
        ask["contact_point"] = contact_point
    return run("conversations.open_conversation", ask, actor=Actor.anonymous(channel))


def speaker(number: str) -> Actor:
    """Whoever writes in a conversation; who that is, is found out in it."""
    card = queries.card(number)
    return Actor(
        kind=ActorKind.ANONYMOUS,
        name=f"customer:{number}",
        role="customer",
        channel=Channel(card.channel),
        conversation=number,
        language=card.language,
    )


def say(
    number: str, text: str, *, external_id: str | None = None, subject: str | None = None
) -> Exchange:
    """Say something as the customer, and let everything that follows from it happen."""
    exchange = receive(
        number, text, actor=speaker(number), external_id=external_id, subject=subject
    )
    worker.work_off()
    return exchange


def quick_replies(number: str) -> tuple[str, ...]:
    """What may be answered by its number: the choices of the last thing said."""
    for event in reversed(queries.events(number)):
        if event.kind == "said":
            return _texts(event.body)
    return ()


def sent_since(moment: datetime) -> Iterator[Received]:
    """The messages that reached a simulated receiver after a moment, oldest first."""
    for box in effects.mailboxes():
        yield from (one for one in reversed(box.received(_SHOWN)) if one.at > moment)


def sent_to(party: str) -> Iterator[Received]:
    """The messages that reached a party's contact points, oldest first."""
    reached = {point.value for point in party_card(party).contact_points}
    for box in effects.mailboxes():
        yield from (one for one in reversed(box.received(_SHOWN)) if one.to in reached)


def _texts(body: Mapping[str, JsonValue]) -> tuple[str, ...]:
    replies = body.get("quick_replies")
    return tuple(str(one) for one in replies) if isinstance(replies, list) else ()
