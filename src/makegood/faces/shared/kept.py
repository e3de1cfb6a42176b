"""Hand over what is kept about a person: the file and its pages, to whoever may see them. C05."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.cases.queries import PrivacyRequestCard
from makegood.domains.cases.queries.pages import TypesettingFailed, record_file, record_pages
from makegood.faces.shared.letters import pdf_answer
from makegood.faces.shared.records import card_of


def kept_answer(
    request: HttpRequest, number: str, kind: str, actor: Actor, language: str
) -> HttpResponse:
    """The file ("json") or the pages ("pdf") of a request; the same 404 for what is another's."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    card = card_of(f"privacy_request:{number}", actor)
    if not isinstance(card, PrivacyRequestCard) or kind not in ("json", "pdf"):
        raise NotFound("privacy_request", number)
    if kind == "pdf":
        try:
            return pdf_answer(record_pages(card.number, language), f"{card.number}.pdf")
        except TypesettingFailed:
            return HttpResponse("The pages cannot be made just now.\n", "text/plain", 503)
    response = HttpResponse(record_file(card.number), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{card.number}.json"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
