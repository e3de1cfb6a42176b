"""Show all that is written down, searched as one, and what customers asked and did not find."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.domains.knowledge.finders import products_of
from makegood.domains.knowledge.queries import contradictions, gaps_counted, search, to_read_again
from makegood.faces.desk.finding import day_asked, with_a_role
from makegood.faces.desk.pages import LANGUAGE, page
from makegood.faces.desk.signing import signed_in
from makegood.handbook import book


@require_safe
@signed_in
@with_a_role
def knowledge(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/knowledge?q=<words>&day=<date>&lang=<language>&customer=<number>: what is found.

    Without words, what is missing: questions without an answer, articles to be read again.
    """
    words = request.GET.get("q", "").strip()[:400]
    languages = book().company.languages
    wanted = request.GET.get("lang", LANGUAGE)
    language = wanted if wanted in languages else LANGUAGE
    day = day_asked(request)
    customer = request.GET.get("customer", "").strip().upper()[:20]
    own = products_of(customer)
    hits = search(words, language=language, on=day, for_staff=True, own=own) if words else ()
    return page(
        request, "knowledge.html", actor, words=words, day=day, spoken=language, hits=hits,
        languages=languages, customer=customer, own=own,
        gaps=() if words else gaps_counted(),
        old=() if words else to_read_again(clock.today()),
        contradictions=() if words else contradictions(clock.today()),
    )  # fmt: skip
