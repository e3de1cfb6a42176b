"""Show one customer on one screen: what is said, what may be done, and all that happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.billing.queries import histories
from makegood.domains.cases.queries import holds_on, privacy_requests_of
from makegood.domains.conversations.queries import ConversationCard, correspondence, of_party
from makegood.domains.parties.queries import PartyCard
from makegood.faces.desk import screen
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.pages import page
from makegood.faces.desk.screen import Holdings
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.records import card_of

_MOST_NOTICES = 20


@require_safe
@signed_in
@or_missing
def customer(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/customers/<number>?show=<kind>&page=<n>&conversation=<number>: all about one."""
    card = card_of(number, actor)
    if not isinstance(card, PartyCard):
        raise NotFound("customer", number)
    held, talks = screen.holdings(number), of_party(number)
    goes_on = _conversation(request, actor, number, talks)
    conversation = goes_on.number if goes_on else ""
    shown, turn = request.GET.get("show", ""), request.GET.get("page", "1")
    inside: dict[str, object] = {
        "who": screen.who(card, conversation, held),
        "has_file": True,
        **_file(card, held, talks),
        **screen.offers(actor, card, conversation, held),
        **screen.happenings(number, shown, turn),
        **(screen.talk(actor, goes_on, card) if goes_on else {"card": None}),
    }
    return page(request, "screen.html", actor, status=200, **inside)


@require_safe
@signed_in
@or_missing
def part(request: HttpRequest, actor: Actor, which: str) -> HttpResponse:
    """GET /desk/screen/who, offers, timeline or file ?customer=&conversation=: one part alone."""
    number, conversation = request.GET.get("customer", ""), request.GET.get("conversation", "")
    card = card_of(f"party:{number}", actor) if number else None
    if conversation:
        screen.seen(actor, conversation)
    if not isinstance(card, PartyCard | None) or not actor.is_staff_with_a_role:
        raise NotFound("customer", number)
    inside: dict[str, object] = {"customer": number, "conversation": conversation}
    if which == "timeline" and card is not None:
        shown, turn = request.GET.get("show", ""), request.GET.get("page", "1")
        inside |= screen.happenings(number, shown, turn)
        return page(request, "_timeline.html", actor, status=200, **inside)
    held = screen.holdings(number) if number else None
    if which == "file" and held is not None and card is not None:
        inside |= _file(card, held, of_party(number))
        return page(request, "_file.html", actor, status=200, **inside)
    if which == "who":
        inside["who"] = screen.who(card, conversation, held)
        return page(request, "_who.html", actor, status=200, **inside)
    if which != "offers":
        raise NotFound("part", which)
    inside |= screen.offers(actor, card, conversation, held)
    return page(request, "_offers.html", actor, status=200, **inside)


def _file(
    whose: PartyCard, held: Holdings, talks: tuple[ConversationCard, ...]
) -> dict[str, object]:
    """All that a customer has with us, as their file shows it."""
    return {
        "whose": whose,
        "held": held,
        "talks": talks,
        "money": histories([one.number for one in held.orders]),
        "notices": correspondence(whose.number, _MOST_NOTICES),
        "privacy": {"requests": privacy_requests_of(whose.number), "holds": holds_on(whose.number)},
    }


def _conversation(
    request: HttpRequest, actor: Actor, party: str, talks: tuple[ConversationCard, ...]
) -> ConversationCard | None:
    """The conversation that goes on with a customer: the one named, else the newest open one."""
    if named := request.GET.get("conversation", ""):
        found = screen.seen(actor, named)
        if party in (found.party, found.claimed_party):
            return found
    return next((one for one in talks if one.closed_at is None), None)
