"""Know who calls with a key: somebody of the company, or the customer of one conversation."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from makegood.core.actor import Actor, Channel
from makegood.domains.company.queries import staff_by_key
from makegood.faces.shared.acting import customer_in, within

_SALT = "makegood.conversation"
_BEARER = "Bearer "


class NotKnown(Exception):
    """The call carries no key that is known here."""


class NotAllowed(Exception):
    """The key is known, but this is not for its holder."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: an actor of the company, or the holder of one conversation's token.

    Neither means somebody nobody knows, where a face lets such people in. By `mark` the address
    is known again.
    """

    actor: Actor | None
    conversation: str | None
    mark: str = ""

    @property
    def is_staff(self) -> bool:
        """Whether somebody of the company calls, with a role that may do something."""
        return self.actor is not None and self.actor.has_a_role

    def acting(self, named: str | None, channel: Channel) -> Actor:
        """The actor of a call; in a named conversation, for the party known there.

        The holder of a conversation's token acts as the customer of that conversation alone.
        Raises NotAllowed.
        """
        if self.actor is None:
            if (named or self.conversation) != self.conversation:
                raise NotAllowed
            if self.conversation is None:
                return Actor.anonymous(channel)
            return customer_in(self.conversation, channel, self.mark)
        return within(self.actor, named) if named else self.actor


def token_for(conversation: str) -> str:
    """The token that lets a customer go on with one conversation."""
    return signing.dumps(conversation, salt=_SALT)


def conversation_of(token: str) -> str | None:
    """The conversation with which a token lets its holder go on; None for one we did not give."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


def caller_of(authorization: str, channel: Channel, mark: str = "") -> Caller:
    """Who calls, by the Authorization header. Raises NotKnown for anything not known."""
    if not authorization.startswith(_BEARER):
        raise NotKnown
    key = authorization.removeprefix(_BEARER).strip()
    conversation = conversation_of(key)
    if conversation is not None:
        return Caller(None, conversation, mark)
    actor = staff_by_key(key, channel)
    if actor is None:
        raise NotKnown
    return Caller(actor, None)


def may_enter(caller: Caller, conversation: str) -> bool:
    """Whether the caller may see and go on with a conversation."""
    return caller.is_staff or caller.conversation == conversation
