"""Show what was promised, what did not come true, and what gave up."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.overdue import Stuck, dead_letters, failed_checks
from makegood.faces.desk import cards, naming, spelling
from makegood.faces.desk.finding import with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.strings import _
from makegood.faces.desk.working import Part, Row, dealer_claims, promised


@require_safe
@signed_in
@with_a_role
def due(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/due: promises, failed checks and dead letters."""
    parts = (
        Part(_("Promises"), promised()),
        Part(_("Dealers' claims"), dealer_claims()),
        Part(_("Failed checks"), tuple(map(_row, failed_checks()))),
        Part(_("Dead letters"), tuple(map(_row, dead_letters()))),
    )
    return page(request, "work.html", actor, heading=_("Due"), parts=parts, place=0, is_live=False)


def _row(one: Stuck) -> Row:
    about = one.subject.rpartition(":")[2]
    address = cards.address_of(about) or "/desk/journal"
    if one.is_effect:
        address = f"/desk/acts/company.retry_effect?{urlencode({'key': one.subject})}"
    why = f"{one.reason}, {spelling.span(one.since)}"
    return Row(f"{naming.act(one.what)} {one.subject}", why, address, due=one.since)
