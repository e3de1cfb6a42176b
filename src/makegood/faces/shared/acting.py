"""Say for whom somebody acts: whoever is known in a conversation, as surely as they are there."""

from __future__ import annotations

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.domains.parties.queries import known_in


def within(actor: Actor, conversation: str) -> Actor:
    """The same actor, acting in a conversation for the party known there at its level."""
    known = known_in(conversation)
    acting = actor.on_behalf_of(known.party, known.level)
    return acting.model_copy(update={"conversation": conversation})


def customer_in(conversation: str, channel: Channel, mark: str = "") -> Actor:
    """Whoever is known in a conversation, acting as the customer there, at a marked address."""
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
        caller=mark,
    )
