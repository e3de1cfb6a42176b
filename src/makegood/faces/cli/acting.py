"""Say who acts at the console."""

from __future__ import annotations

from makegood.core.actor import Actor, Channel
from makegood.domains.company.queries import actor_for
from makegood.faces.shared.acting import customer_in, within


def actor(username: str | None, conversation: str | None) -> Actor:
    """The person of this username, else whoever is known in the conversation, else nobody.

    NotFound when nobody of that name works here.
    """
    if username is None:
        if conversation is None:
            return Actor.anonymous(Channel.CLI)
        return customer_in(conversation, Channel.CLI)
    found = actor_for(username, Channel.CLI)
    return within(found, conversation) if conversation else found
