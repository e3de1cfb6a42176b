from makegood.core.actor import Actor, ActorKind, Channel
from makegood.domains.parties.tests.conftest import cast, post_room, rows

__all__ = ["cast", "post_room", "rows"]


def in_chat(party=None, language="en") -> Actor:
    return Actor(
        kind=ActorKind.AUTOMATED,
        name="automated:digital",
        role="A1",
        channel=Channel.CHAT,
        party=party,
        conversation="CV-1",
        language=language,
    )


def at_desk(username="rae", role="R1") -> Actor:
    return Actor(kind=ActorKind.STAFF, name=f"staff:{username}", role=role, channel=Channel.DESK)
