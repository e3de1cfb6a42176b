"""Show what needs somebody, in the order of need, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in


@require_safe
@signed_in
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/: the list of work."""
    return page(request, "work.html", actor)
