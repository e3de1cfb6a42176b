"""Show what waits for somebody's yes, with all that is needed to give it or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.domains.company.queries import open_requests, requests_answered
from makegood.domains.parties.queries import names_of
from makegood.faces.desk.finding import with_a_role
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.handbook import book


@require_safe
@signed_in
@with_a_role
def approvals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/approvals: the requests that wait; everybody with a role sees their own."""
    found = open_requests()
    approves = book().authority.may_approve(actor.role)
    mine = [one for one in found if one.asker == actor.name]
    others = [one for one in found if one.asker != actor.name] if approves else []
    answered = requests_answered(actor.name)
    return page(
        request, "approvals.html", actor, mine=mine, others=others, approves=approves,
        answered=answered, names=names_of({one.party for one in found if one.party}),
    )  # fmt: skip
