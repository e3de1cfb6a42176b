"""Show what needs somebody, as a page and as the column beside a conversation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core import journal
from makegood.core.actor import Actor
from makegood.faces.desk.finding import with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.strings import _
from makegood.faces.desk.working import parts_for


@require_safe
@signed_in
@with_a_role
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/: the list of work; who has no role reads who gives one."""
    place, parts = journal.place(), parts_for(actor)
    return page(
        request, "work.html", actor, heading=_("Work"), parts=parts, place=place, is_live=True
    )


@require_safe
@signed_in
def rail(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/work?since=<place>: the list alone; nothing when nothing happened since then."""
    place = journal.place()
    if request.GET.get("since") == str(place):
        return HttpResponse(status=204)
    return page(request, "_rail.html", actor, parts=parts_for(actor), place=place)
