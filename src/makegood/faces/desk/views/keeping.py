"""Show at the desk what was handed to a customer as everything kept about them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.kept import kept_answer


@require_safe
@signed_in
@or_missing
def kept(request: HttpRequest, actor: Actor, number: str, kind: str) -> HttpResponse:
    """GET /desk/kept/PV-....json or .pdf: the very file the customer has, or its pages."""
    if not actor.is_staff_with_a_role:
        raise NotFound("privacy_request", number)
    return kept_answer(request, number, kind, actor, "en")
