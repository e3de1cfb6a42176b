"""Say kindly that there is nothing of a number, or not for whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.faces.desk.pages import page

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
            return page(request, "missing.html", actor, status=404, missing=missing)

    return found
