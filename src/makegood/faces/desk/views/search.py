"""Find a customer, a record or an act from a few words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.core.registry import registry
from makegood.domains.conversations.queries import of_party
from makegood.domains.parties.queries import find_parties
from makegood.faces.desk import cards, spelling
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.records import card_of

_MOST_ACTS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, and why."""

    kind: str
    title: str
    why: str
    address: str


@require_safe
@signed_in
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/search?q=<words>: what is found; with part=1 only the list."""
    words = request.GET.get("q", "").strip()
    is_part = request.GET.get("part") == "1"
    address = _record(words.upper(), actor)
    if address and not is_part:
        return HttpResponseRedirect(address)
    hits = [Hit("record", words.upper(), "by its number", address)] if address else []
    if words and actor.is_staff_with_a_role:
        hits += [*_customers(words), *_acts(words)]
    template = "_found.html" if is_part else "search.html"
    return page(request, template, actor, words=words, hits=hits)


def _record(number: str, actor: Actor) -> str:
    address = cards.address_of(number)
    if not address or not actor.is_staff_with_a_role:
        return ""
    try:
        card_of(number, actor)
    except NotFound:
        return ""
    return address


def _customers(words: str) -> Iterator[Hit]:
    for one in find_parties(words):
        yield Hit("customer", one.name, one.number, f"/desk/customers/{one.number}")
        for talk in of_party(one.number, 3):
            yield Hit(
                "conversation",
                talk.title or talk.number,
                f"with {one.name}",
                f"/desk/conversations/{talk.number}",
            )


def _acts(words: str) -> list[Hit]:
    wanted = words.casefold()
    found = [
        Hit("act", spelling.words(one.name), one.name, f"/desk/acts/{one.name}")
        for one in registry.all()
        if not one.only_inside and wanted in one.name.replace("_", " ").casefold()
    ]
    return found[:_MOST_ACTS]
