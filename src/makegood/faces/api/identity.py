"""Know who asks over the API: a key of somebody at the company, or a customer's own chat."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

from makegood.core.actor import Actor, Channel
from makegood.domains.company.queries import staff_by_key
from makegood.faces.shared.acting import customer_in, within

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
        return self.actor is not None and self.actor.has_a_role


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
        return customer_in(caller.conversation or "", Channel.API)
    if not named:
        return caller.actor
    return within(caller.actor, named)


def may_enter(caller: Caller, conversation: str) -> bool:
    """Whether the caller may see and go on with a conversation."""
    return caller.is_staff or caller.conversation == conversation
