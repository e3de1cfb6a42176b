"""Show customers what is theirs: orders, returns, cases, letters, and how we reach them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.aftersales.queries import ReturnCard, returns_of
from makegood.domains.billing.queries import refunds_from
from makegood.domains.cases.queries import CaseCard, privacy_requests_of
from makegood.domains.cases.queries.own_records import as_told, own_cases
from makegood.domains.conversations.queries import NoticeCard, correspondence
from makegood.domains.dealers.queries import claims_of, dealers_for
from makegood.domains.ordering.queries import OrderCard, orders_of, refs_within, searches_of
from makegood.domains.parties.queries import may_contact, party_card
from makegood.faces.portal.pages import address_in, private_page, words_in
from makegood.faces.portal.signing import signed_in
from makegood.faces.portal.steps import may_be_cancelled, parcels_of, return_steps
from makegood.faces.shared.languages import language_of
from makegood.faces.shared.letters import letter_answer
from makegood.faces.shared.records import card_of

_CHANNELS = ("email", "sms", "voice", "post")
_LETTERS_SHOWN, _CLAIMS_SHOWN = 30, 10


@require_safe
@signed_in
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /my/: everything of the customer at a glance, what is under way first."""
    language, party = language_of(request), actor.party or ""
    card, dealers = party_card(party), dealers_for(party)
    return private_page(
        request,
        "mine.html",
        name=card.name,
        party=card,
        promises=open_promises(party=party, language=language),
        orders=[(one, parcels_of(one)) for one in orders_of(party)],
        returns=[(one, return_steps(one)) for one in returns_of(party)],
        cases=own_cases(party),
        claims=claims_of([one.number for one in dealers])[:_CLAIMS_SHOWN],
        is_dealer=bool(dealers),
        letters=correspondence(party, _LETTERS_SHOWN),
        news=[(one, may_contact(party, one, "marketing")) for one in _CHANNELS],
        kept=privacy_requests_of(party),
        has_stopped=request.GET.get("stopped") == "1",
    )


@require_safe
@signed_in
def order(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /my/orders/O-...: what was ordered, and how far each parcel is."""
    card = card_of(f"order:{number}", actor)
    if not isinstance(card, OrderCard):
        raise NotFound("order", number)
    titles = {line.number: line.title_in(language_of(request)) for line in card.lines}
    name = party_card(card.party).name
    within = {f"order:{number}", *refs_within(card, searches_of(number))}
    return private_page(
        request, "order.html", name=name, order=card, parcels=parcels_of(card), titles=titles,
        promises=open_promises(among=within, language=language_of(request)),
    )  # fmt: skip


@require_safe
@signed_in
def return_page(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /my/returns/R-...: how far a return is, what comes back and by when."""
    card = own_return(number, actor)
    return private_page(
        request,
        "return.html",
        name=party_card(card.party).name,
        card=card,
        title=card.line.title_in(language_of(request)),
        steps=return_steps(card),
        refunds=refunds_from(f"return:{card.number}"),
        promises=open_promises(f"return:{card.number}", language=language_of(request)),
        may_cancel=may_be_cancelled(card),
    )


def own_return(number: str, actor: Actor) -> ReturnCard:
    """A return of this customer; NotFound for any other."""
    card = card_of(f"return:{number}", actor)
    if not isinstance(card, ReturnCard):
        raise NotFound("return", number)
    return card


@require_safe
@signed_in
def case(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /my/cases/CS-...: what a case is about, what we promised and until when."""
    card = card_of(f"case:{number}", actor)
    if not isinstance(card, CaseCard):
        raise NotFound("case", number)
    promises = open_promises(f"case:{card.number}", language=language_of(request))
    name = party_card(card.party).name
    return private_page(request, "case.html", name=name, case=as_told(card), promises=promises)


@require_safe
@signed_in
def letter(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /my/letters/NT-...: what we wrote, as text."""
    card = card_of(f"notice:{number}", actor)
    if not isinstance(card, NoticeCard):
        raise NotFound("notice", number)
    return private_page(request, "letter.html", name=party_card(card.party).name, letter=card)


@require_safe
@signed_in
def letter_as_pdf(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /my/letters/NT-....pdf: the same as a letter to print or keep."""
    return letter_answer(request, number, actor)


@require_POST
@signed_in
def stop(request: HttpRequest, actor: Actor) -> HttpResponse:
    """POST /my/stop: no more news or offers from us, on any channel."""
    language = language_of(request)
    ask = {"channel": "all", "wording": words_in(language)("news_stop")}
    run("parties.revoke_consent", ask, actor=actor)
    return HttpResponseRedirect(address_in(language, "/my/", stopped="1") + "#contact")
