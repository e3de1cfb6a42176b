"""Find a customer, a record, an act or an article from a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.gates import is_offered
from makegood.core.outcome import NotFound
from makegood.core.registry import registry
from makegood.domains.conversations.queries import of_party
from makegood.domains.documents.queries import documents_saying
from makegood.domains.knowledge.queries import begun
from makegood.domains.ordering.queries import orders_of
from makegood.domains.parties.queries import find_parties, names_of
from makegood.faces.desk import cards, naming, spelling
from makegood.faces.desk.pages import LANGUAGE, page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.strings import _
from makegood.faces.shared.records import card_of

_MOST_ACTS = 8
_WORD = re.compile(r"\w+")
_MOST_OF_ONE = 3


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
    hits = list(_numbered(words.upper(), actor))
    if hits and not is_part:
        return HttpResponseRedirect(hits[0].address)
    if words and actor.is_staff_with_a_role:
        hits += [*_by_digits(words, actor), *_customers(words), *_acts(words, actor)]
        hits += [*_written(words), *_papers(words)]
    template = "_found.html" if is_part else "search.html"
    return page(request, template, actor, words=words, hits=hits)


def _numbered(number: str, actor: Actor) -> Iterator[Hit]:
    """The record of this number: what it is, and whose."""
    address = cards.address_of(number)
    if not address or not actor.is_staff_with_a_role:
        return
    try:
        card = card_of(number, actor)
    except NotFound:
        return
    party = str(getattr(card, "party", "") or "")
    whose = names_of({party}).get(party, "") if party else str(getattr(card, "name", "") or "")
    yield Hit(naming.kind(number).lower(), number, whose, address)


def _by_digits(words: str, actor: Actor) -> Iterator[Hit]:
    """An order of which only the digits are known, as people read them out."""
    if words.isdecimal():
        yield from _numbered(f"O-{words}", actor)


def _customers(words: str) -> Iterator[Hit]:
    for one in find_parties(words):
        yield Hit(_("customer"), one.name, one.number, f"/desk/customers/{one.number}")
        for order in orders_of(one.number)[:_MOST_OF_ONE]:
            why = f"{one.name}, {spelling.day(order.ordered_on)}, {naming.state(order.state)}"
            yield Hit(_("order"), order.number, why, cards.address_of(order.number))
        for talk in of_party(one.number, _MOST_OF_ONE):
            title, address = talk.title or talk.number, cards.address_of(talk.number)
            yield Hit(_("conversation"), title, _("with {name}").format(name=one.name), address)


def _acts(words: str, actor: Actor) -> list[Hit]:
    wanted = words.casefold().split()
    found = [
        Hit(_("act"), naming.act(one.name), one.summary(), f"/desk/acts/{one.name}")
        for one in registry.all()
        if is_offered(one, actor) and _has(f"{one.name} {one.summary()}", wanted)
    ]
    return sorted(found, key=lambda one: not _has(one.title, wanted))[:_MOST_ACTS]


def _has(text: str, wanted: list[str]) -> bool:
    """Whether each wanted word is the beginning of a word of the text."""
    known = _WORD.findall(text.replace("_", " ").casefold())
    return all(any(word.startswith(one) for word in known) for one in wanted)


def _written(words: str) -> Iterator[Hit]:
    """What is written down: articles, products, faults, policies, law and prices."""
    for one in begun(words, language=LANGUAGE, on=clock.today()):
        address = cards.address_of_source(one.source)
        yield Hit(naming.source_kind(one.kind), one.title, one.source, address)


def _papers(words: str) -> Iterator[Hit]:
    """Papers that came as pictures, by the words that were read of them."""
    for one in documents_saying(words):
        whose = names_of({one.filings[0].party}).values() if one.filings else ()
        yield Hit(_("paper"), one.title, ", ".join(whose), cards.address_of(one.number))
