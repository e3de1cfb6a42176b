"""Know who sits at the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from makegood.core.actor import Actor, Channel
from makegood.domains.company.queries import staff_by_key

COOKIE = "makegood_desk"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def actor_of(request: HttpRequest) -> Actor | None:
    """Who sits at the desk and sends this request; None when nobody signed in."""
    return actor_by_cookie(request.COOKIES.get(COOKIE, ""))


def actor_by_cookie(value: str) -> Actor | None:
    """Who sits at the desk with this cookie; streams ask so, which Django does not serve."""
    return staff_by_key(value, Channel.DESK)


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view whoever signed in; send everybody else to the sign-in page."""

    @wraps(view)
    def for_staff(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if actor is None:
            return HttpResponseRedirect(f"/desk/sign-in?next={request.path}")
        return view(request, actor, *args, **named)

    return for_staff
