"""Show any record by its number as a page to read, and below it all that was attempted with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.queries import (
    ExchangeCard,
    InvoiceCard,
    ReturnCard,
    TestCard,
    UnitCard,
)
from makegood.domains.cases.queries import CaseCard, PrivacyRequestCard
from makegood.domains.dealers.queries import ClaimCard, DealerCard
from makegood.domains.ordering.queries import BillCard, OrderCard, QuoteCard
from makegood.domains.parties.queries import find_parties
from makegood.faces.desk import cards, dealer_pages, privacy_page, record_pages
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.history import page_of, stored
from makegood.faces.desk.offering import allowed
from makegood.faces.desk.pages import page
from makegood.faces.desk.printing import prints_of
from makegood.faces.desk.record_pages import Around
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.records import card_of, look_about

_PAGES: Mapping[type, tuple[str, Callable[..., dict[str, object]]]] = {
    OrderCard: ("order.html", record_pages.order_inside),
    QuoteCard: ("quote.html", record_pages.quote_inside),
    ReturnCard: ("return.html", record_pages.return_inside),
    InvoiceCard: ("invoice.html", record_pages.invoice_inside),
    BillCard: ("invoice.html", record_pages.bill_inside),
    ExchangeCard: ("exchange.html", record_pages.exchange_inside),
    TestCard: ("test.html", record_pages.test_inside),
    UnitCard: ("unit.html", record_pages.unit_inside),
    ClaimCard: ("dealer_claim.html", dealer_pages.claim_inside),
    DealerCard: ("dealer.html", dealer_pages.dealer_inside),
    CaseCard: ("case.html", record_pages.case_inside),
    PrivacyRequestCard: ("privacy.html", privacy_page.privacy_inside),
}
"""The template of each kind of record that has a page of its own, and what it shows."""


@require_safe
@signed_in
@or_missing
def record(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/records/<number>?before=<place>: its page; a customer has another one.

    A number may have its kind before it, as the journal names records: order:O-1041.
    """
    if not actor.is_staff_with_a_role:
        raise NotFound("record", number)
    card = card_of(number, actor)
    number = number.rpartition(":")[2]
    address = cards.address_of(number)
    if address and not address.startswith("/desk/records/"):
        return HttpResponseRedirect(address)
    template, inside = _inside(card, number)
    inside.setdefault("prints", prints_of(card))
    around = inside["around"]
    refs: tuple[str, ...] = (number,)
    if isinstance(around, Around):
        refs = around.refs
        inside["around"] = replace(around, acts=allowed(around.acts, actor))
    journal = page_of(refs, request.GET.get("before", ""), request.path)
    return page(request, template, actor, status=200, number=number, journal=journal, **inside)


@require_safe
@signed_in
@or_missing
def history(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/journal?about=<ref or name>&before=<place>: the attempts at acts, newest first."""
    if not actor.is_staff_with_a_role:
        raise NotFound("journal", "")
    about = _meant(request.GET.get("about", "").strip().rpartition(":")[2])
    before = request.GET.get("before", "")
    if about:
        look_about(about, actor)
    rows = page_of((about,) if about else (), before, request.path, about=about)
    return page(request, "journal.html", actor, about=about, journal=rows)


def _meant(about: str) -> str:
    """The record of this number, or the customer of this name when there is one."""
    if not about or any(letter.isdigit() for letter in about):
        return about.upper()
    found = find_parties(about, limit=1)
    return found[0].number if found else about


@require_safe
@signed_in
@or_missing
def row(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """GET /desk/journal/<place>: the row at a place as it is stored; with part=1 only that."""
    if not actor.is_staff_with_a_role:
        raise NotFound("journal", place)
    template = "_stored.html" if request.GET.get("part") == "1" else "stored.html"
    return page(request, template, actor, place=place, stored=stored(place))


def _inside(card: object, number: str) -> tuple[str, dict[str, object]]:
    """The template of a record's page, and what it shows."""
    if type(card) in _PAGES:
        template, inside = _PAGES[type(card)]
        return template, inside(card)
    return "record.html", record_pages.other_inside(card, number)
