"""Show a letter that was sent to a customer, as the customer has it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.letters import letter_answer


@require_safe
@signed_in
def letter(request: HttpRequest, actor: Actor, notice: str) -> HttpResponse:
    """GET /desk/letters/NT-...: the PDF."""
    return letter_answer(request, notice, actor)
