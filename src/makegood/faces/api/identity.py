"""Know who sends a request to the API, by the key in its header."""

from __future__ import annotations

from django.http import HttpRequest

from makegood.core.actor import Actor, Channel
from makegood.faces.shared.callers import mark_of
from makegood.faces.shared.keys import Caller, caller_of


def of_request(request: HttpRequest) -> Caller:
    """Who sends this request. Raises NotKnown."""
    mark = mark_of(request.META.get("REMOTE_ADDR", ""))
    return caller_of(request.headers.get("Authorization", ""), Channel.API, mark)


def acting(request: HttpRequest) -> Actor:
    """The actor of a request; with a Makegood-Conversation header, for the party known there."""
    return of_request(request).acting(request.headers.get("Makegood-Conversation"), Channel.API)
