"""Show one customer on one screen: what they have with us, what is open, and all that happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.core.promises import open_promises
from makegood.domains.aftersales.queries import returns_of
from makegood.domains.billing.queries import history, stored_value
from makegood.domains.cases.queries import cases_of
from makegood.domains.conversations.queries import correspondence, of_party
from makegood.domains.ordering.queries import orders_of
from makegood.domains.parties.queries import PartyCard, known_in
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.offering import suggested
from makegood.faces.desk.pages import page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.timeline import KINDS, timeline
from makegood.faces.shared.records import card_of


@require_safe
@signed_in
@or_missing
def customer(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/customers/<number>?show=<kind>&conversation=<number>: everything about one."""
    card = card_of(number, actor)
    if not isinstance(card, PartyCard):
        raise NotFound("customer", number)
    orders = orders_of(number)
    lines = [line for order in orders for line in order.lines]
    returns, cases, talks = returns_of(number), cases_of(number), of_party(number)
    conversation = request.GET.get("conversation") or next(
        (one.number for one in talks if one.closed_at is None), ""
    )
    known = known_in(conversation)
    show = request.GET.get("show", "")
    return page(
        request,
        "customer.html",
        actor,
        card=card,
        level=known.level if known.party == number else None,
        conversation=conversation,
        orders=orders,
        money=[(order.number, one) for order in orders for one in history(order.number)],
        stored=stored_value(number),
        cases=cases,
        promises=open_promises(party=number),
        returns=returns,
        notices=correspondence(number, 20),
        talks=talks,
        acts=suggested(number, conversation, returns, cases, lines),
        kinds=KINDS,
        show=show,
        timeline=timeline(number, show),
    )
