"""Show an article of the handbook as it holds on a day, with the clauses that it explains."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.knowledge.queries import article_card
from makegood.faces.desk.finding import day_asked, or_missing
from makegood.faces.desk.pages import LANGUAGE, page
from makegood.faces.desk.signing import signed_in
from makegood.handbook import book


@require_safe
@signed_in
@or_missing
def article(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/articles/<id>?lang=<language>&day=<date>: the article, or its first language."""
    if not actor.is_staff_with_a_role:
        raise NotFound("article", number)
    day = day_asked(request)
    found = article_card(number, request.GET.get("lang", LANGUAGE), day)
    languages = book().company.languages
    return page(request, "article.html", actor, card=found, languages=languages, day=day)
