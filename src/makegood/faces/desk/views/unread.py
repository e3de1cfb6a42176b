"""Show what the representative did not understand, and let a person's answer teach it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.looks import note_look
from makegood.domains.company.queries import open_requests
from makegood.domains.conversations.queries import not_understood
from makegood.domains.knowledge.queries import change_card, changes, dealt_with
from makegood.faces.desk.finding import or_missing, with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.handbook import book


@require_safe
@signed_in
@with_a_role
def unread(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/unread: the messages that were not understood and that nobody dealt with yet."""
    clause = book().clause("KNO-4", on=clock.today())
    since = clock.now() - timedelta(days=clause.whole("look_back"))
    found = not_understood(since, int(clause.decimal("unsure_percent")))
    done = dealt_with([one.message for one in found])
    waiting = {
        str(one.ask.get("message")): one.number
        for one in open_requests()
        if isinstance(one.ask, dict) and one.operation.startswith("knowledge.")
    }
    left = [one for one in found if one.message not in done]
    for party, message in {one.party: one.message for one in left if one.party}.items():
        note_look(actor, party, message)
    return page(request, "unread.html", actor, found=left, waiting=waiting)


@require_safe
@signed_in
@with_a_role
def all_changes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/changes: what was agreed to be changed in the handbook, and whether it is in."""
    return page(request, "changes.html", actor, found=changes())


@require_safe
@signed_in
@or_missing
@with_a_role
def patch(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/changes/KP-1001.patch: the change as a file that `git apply` takes."""
    card = change_card(number)
    made = HttpResponse(card.patch, content_type="text/x-patch; charset=utf-8")
    made.headers["Content-Disposition"] = f'attachment; filename="{card.number}.patch"'
    made.headers["Cache-Control"] = "private, no-store"
    return made
