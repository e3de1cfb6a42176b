"""Show any record by its number, and below it all that was attempted with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from makegood.core import journal
from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.faces.desk import cards
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.records import card_of


@require_safe
@signed_in
@or_missing
def record(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/records/<number>: its card; a customer and a conversation have their own page."""
    if not actor.is_staff_with_a_role:
        raise NotFound("record", number)
    card = card_of(number, actor)
    number = number.rpartition(":")[2]
    address = cards.address_of(number)
    if address and not address.startswith("/desk/records/"):
        return HttpResponseRedirect(address)
    facts, tables = cards.facts_of(card), cards.tables_of(card)
    return page(request, "record.html", actor, number=number, facts=facts, tables=tables)


@require_safe
@signed_in
@or_missing
def history(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/journal?about=<ref>: the attempts at acts, newest first."""
    if not actor.is_staff_with_a_role:
        raise NotFound("journal", "")
    about = request.GET.get("about", "").strip()
    rows = journal.about(about) if about else journal.newest(100)
    return page(request, "journal.html", actor, about=about, rows=rows)
