"""Show what was written to a customer: the list, newest first, and each as the customer has it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.conversations.queries import written
from makegood.domains.parties.queries import names_of
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.letters import letter_answer
from makegood.faces.shared.records import look_about

_PAGE = 20


@require_safe
@signed_in
@or_missing
def letters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/letters?party=<number>&about=<ref>&before=<number>: what we wrote, by pages."""
    if not actor.is_staff_with_a_role:
        raise NotFound("letters", "")
    party, about = request.GET.get("party", ""), request.GET.get("about", "")
    before = request.GET.get("before", "")
    if party or about:
        look_about(party or about, actor)
    found = written(
        party=party, subject_refs=(about,) if about else (), before=before, limit=_PAGE + 1
    )
    asked = {name: value for name, value in (("party", party), ("about", about)) if value}
    older = ""
    if len(found) > _PAGE:
        older = f"{request.path}?{urlencode({**asked, 'before': found[_PAGE - 1].number})}"
    return page(
        request,
        "letters.html",
        actor,
        letters=found[:_PAGE],
        names=names_of({one.party for one in found}),
        about=about.rpartition(":")[2] or party,
        older=older,
        newest=f"{request.path}?{urlencode(asked)}" if before else "",
    )


@require_safe
@signed_in
def letter(request: HttpRequest, actor: Actor, notice: str) -> HttpResponse:
    """GET /desk/letters/NT-...: the PDF."""
    return letter_answer(request, notice, actor)
