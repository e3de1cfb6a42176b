"""Say kindly that there is nothing of a number, or not for whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.faces.desk.pages import page
from makegood.faces.desk.people import who_gives_roles
from makegood.faces.desk.signing import signed_in

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]


def or_missing(view: View[P]) -> View[P]:
    """Answer with a page that says so when the view's record is not there for this person."""

    @wraps(view)
    def found(
        request: HttpRequest, actor: Actor, /, *args: P.args, **named: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, actor, *args, **named)
        except NotFound as missing:
            return not_here(request, actor, missing.number)

    return found


def with_a_role(view: View[P]) -> View[P]:
    """Show the page to whoever has a role here, and to others who can give them one."""

    @wraps(view)
    def shown(
        request: HttpRequest, actor: Actor, /, *args: P.args, **named: P.kwargs
    ) -> HttpResponse:
        if actor.is_staff_with_a_role:
            return view(request, actor, *args, **named)
        return _without_role(request, actor, 200)

    return shown


def day_asked(request: HttpRequest) -> date:
    """The day in an address as of which something is read; today for what is no day."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()


@signed_in
def nowhere(request: HttpRequest, actor: Actor, address: str) -> HttpResponse:
    """Any other address of the desk: there is no such page."""
    return not_here(request, actor, address)


def not_here(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The page for what is not, or is not for this person; without a role, why nothing is."""
    if not actor.is_staff_with_a_role:
        return _without_role(request, actor, 404)
    return page(request, "missing.html", actor, status=404, number=number)


def _without_role(request: HttpRequest, actor: Actor, status: int) -> HttpResponse:
    giving = who_gives_roles()
    return page(request, "no_role.html", actor, status=status, giving=giving)
