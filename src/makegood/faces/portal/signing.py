"""Know which customer reads the portal: whoever proved in a conversation who they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from makegood.core.actor import V2, Actor, Channel
from makegood.core.outcome import NotFound
from makegood.domains.conversations.queries import is_open
from makegood.faces.portal.pages import address_in, private_page
from makegood.faces.shared.acting import customer_in
from makegood.faces.shared.keys import conversation_of, token_for
from makegood.faces.shared.languages import language_of

COOKIE = "makegood_my"
HOME = "/my/"
_OWN_PAGE = re.compile(r"/my/[\w/-]*")
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def visitor_of(request: HttpRequest) -> Actor | None:
    """Whoever holds the portal's cookie, known as surely as in its conversation just now."""
    conversation = conversation_of(request.COOKIES.get(COOKIE, ""))
    if conversation is None or not is_open(conversation):
        return None
    return customer_in(conversation, Channel.PORTAL)


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the customer who signed in; send everybody else to sign in first.

    What does not exist and what is another's is answered alike.
    """

    @wraps(view)
    def for_customer(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        actor = visitor_of(request)
        if actor is None or actor.party is None or actor.level < V2:
            return to_sign_in(request)
        try:
            return view(request, actor, *args, **named)
        except NotFound:
            return private_page(request, "missing.html", status=404)

    return for_customer


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page, and from there back to where they were."""
    back = own_page(request.path)
    more = {} if back == HOME else {"next": back}
    return HttpResponseRedirect(address_in(language_of(request), "/my/sign-in", **more))


def own_page(wanted: str) -> str:
    """Where a customer goes once signed in: only to one of these pages, never elsewhere."""
    return wanted if _OWN_PAGE.fullmatch(wanted) else HOME


def keep(response: HttpResponse, conversation: str) -> HttpResponse:
    """Keep a conversation in the browser, out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIE,
        token_for(conversation),
        path=HOME,
        httponly=True,
        samesite="Lax",
        secure=settings.PUBLIC_ADDRESS.startswith("https:"),
    )
    return response
