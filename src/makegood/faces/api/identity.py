"""Know who asks over the API: a key of somebody at the company, or a customer's own chat."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.domains.company.queries import staff_by_key
from makegood.domains.parties.queries import known_in

_SALT = "makegood.conversation"
_BEARER = "Bearer "


class NotKnown(Exception):
    """The request carries no key that is known here."""


class NotAllowed(Exception):
    """The key is known, but this is not for its holder."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: an actor of the company, or the holder of one conversation's token."""

    actor: Actor | None
    conversation: str | None

    @property
    def is_staff(self) -> bool:
        """Whether somebody of the company calls, with a role that may do something."""
        return self.actor is not None and bool(self.actor.role)


def token_for(conversation: str) -> str:
    """The token that lets a customer go on with one conversation."""
    return signing.dumps(conversation, salt=_SALT)


def caller_of(authorization: str) -> Caller:
    """Who calls, by the Authorization header. Raises NotKnown for anything not known."""
    if not authorization.startswith(_BEARER):
        raise NotKnown
    key = authorization.removeprefix(_BEARER).strip()
    try:
        return Caller(None, str(signing.loads(key, salt=_SALT)))
    except signing.BadSignature:
        actor = staff_by_key(key, Channel.API)
    if actor is None:
        raise NotKnown
    return Caller(actor, None)


def of_request(request: HttpRequest) -> Caller:
    """Who sends this request. Raises NotKnown."""
    return caller_of(request.headers.get("Authorization", ""))


def acting(request: HttpRequest) -> Actor:
    """The actor of a request; with a Makegood-Conversation header, for the party known there.

    The holder of a conversation's token acts as the customer of that conversation.
    """
    caller = of_request(request)
    named = request.headers.get("Makegood-Conversation") or caller.conversation
    if caller.actor is None:
        if named != caller.conversation:
            raise NotAllowed
        return _customer(caller.conversation or "")
    if not named:
        return caller.actor
    known = known_in(named)
    actor = caller.actor.on_behalf_of(known.party, known.level)
    return actor.model_copy(update={"conversation": named})


def may_enter(caller: Caller, conversation: str) -> bool:
    """Whether the caller may see and go on with a conversation."""
    return caller.is_staff or caller.conversation == conversation


def _customer(conversation: str) -> Actor:
    known = known_in(conversation)
    return Actor(
        kind=ActorKind.CUSTOMER if known.party else ActorKind.ANONYMOUS,
        name=f"customer:{conversation}",
        role="customer",
        channel=Channel.API,
        party=known.party,
        level=known.level,
        conversation=conversation,
        language=known.language or "en",
    )
