"""Show leads how the house stands, as a page and as the part of it that renews itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.faces.desk.finding import not_here, with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.standing import groups, headline
from makegood.handbook import book


@require_safe
@signed_in
@with_a_role
def status(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/status: for whoever agrees to what others ask; `?part=1` is the list alone."""
    if not book().authority.may_approve(actor.role):
        return not_here(request, actor, "status")
    found = groups()
    template = "_status.html" if request.GET.get("part") else "status.html"
    return page(request, template, actor, groups=found, headline=headline(found))
