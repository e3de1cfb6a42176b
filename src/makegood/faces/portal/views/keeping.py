"""Give customers what is kept about them: put together on a press, then read or fetched."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from makegood.core.actor import Actor
from makegood.core.runner import run
from makegood.faces.portal.pages import address_in
from makegood.faces.portal.signing import signed_in
from makegood.faces.shared.kept import kept_answer
from makegood.faces.shared.languages import language_of


@require_POST
@signed_in
def put_together(request: HttpRequest, actor: Actor) -> HttpResponse:
    """POST /my/records: everything kept about the customer, put together now."""
    run("cases.export_records", {}, actor=actor)
    return HttpResponseRedirect(address_in(language_of(request), "/my/") + "#kept")


@require_safe
@signed_in
def fetch(request: HttpRequest, actor: Actor, number: str, kind: str) -> HttpResponse:
    """GET /my/records/PV-....json or .pdf: what was put together, for its owner alone."""
    return kept_answer(request, number, kind, actor, language_of(request))
