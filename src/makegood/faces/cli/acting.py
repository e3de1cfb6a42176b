"""Say who acts at the console."""

from __future__ import annotations

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.domains.company.queries import actor_for
from makegood.domains.parties.queries import known_in


def actor(username: str | None, conversation: str | None) -> Actor:
    """The person of this username, else whoever is known in the conversation, else nobody.

    NotFound when nobody of that name works here.
    """
    if username is None:
        return customer(conversation) if conversation else Actor.anonymous(Channel.CLI)
    found = actor_for(username, Channel.CLI)
    if conversation is None:
        return found
    known = known_in(conversation)
    named = found.on_behalf_of(known.party, known.level)
    return named.model_copy(update={"conversation": conversation})


def customer(conversation: str, channel: Channel = Channel.CLI) -> Actor:
    """Whoever is known in a conversation, acting as the customer there."""
    known = known_in(conversation)
    return Actor(
        kind=ActorKind.CUSTOMER if known.party else ActorKind.ANONYMOUS,
        name=f"customer:{conversation}",
        role="customer",
        channel=channel,
        party=known.party,
        level=known.level,
        conversation=conversation,
        language=known.language or "en",
    )
