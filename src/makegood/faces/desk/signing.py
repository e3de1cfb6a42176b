"""Know who sits at the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from makegood.core.actor import Actor
from makegood.domains.company.queries import staff_by_session
from makegood.faces.desk.pages import is_for_part, left_as_it_is

COOKIE = "makegood_desk"
HOME = "/desk/"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def actor_of(request: HttpRequest) -> Actor | None:
    """Who sits at the desk and sends this request; None when nobody signed in."""
    return actor_by_cookie(request.COOKIES.get(COOKIE, ""))


def actor_by_cookie(value: str) -> Actor | None:
    """Who sits at the desk with this cookie; streams ask so, which Django does not serve."""
    return staff_by_session(value)


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view whoever signed in; send everybody else to the sign-in page."""

    @wraps(view)
    def for_staff(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if actor is None:
            return _shut(request)
        return view(request, actor, *args, **named)

    return for_staff


def _shut(request: HttpRequest) -> HttpResponse:
    """A page becomes the sign-in page; a part of one is left as it is, with what was written."""
    if is_for_part(request):
        return left_as_it_is(401, "signed-out")
    is_read = request.method in ("GET", "HEAD")
    return to_sign_in(request.get_full_path() if is_read else HOME)


def to_sign_in(back: str = HOME) -> HttpResponse:
    """Send somebody to the sign-in page, and from there back to where they were."""
    return HttpResponseRedirect(f"/desk/sign-in?{urlencode({'next': back}, safe='/')}")


def after_sign_in(wanted: str) -> str:
    """Where somebody goes once signed in: only to a page of the desk, never elsewhere."""
    is_here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_here and wanted.startswith(HOME) and ".." not in wanted else HOME


def keep(response: HttpResponse, token: str) -> HttpResponse:
    """Keep a session in the browser; how long it holds is for the company to say."""
    response.set_cookie(
        COOKIE,
        token,
        path=HOME,
        httponly=True,
        samesite="Lax",
        secure=settings.PUBLIC_ADDRESS.startswith("https:"),
    )
    return response
