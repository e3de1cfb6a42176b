"""Tell where an order is to whoever knows its number and where it goes, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from makegood.core.actor import Channel
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import run
from makegood.faces.portal.pages import private_page
from makegood.faces.portal.proving import begin, claim
from makegood.faces.shared.acting import customer_in
from makegood.faces.shared.callers import mark_of
from makegood.faces.shared.languages import language_of

_PAGE = "order_status.html"


@require_http_methods(["GET", "HEAD", "POST"])
def order_status(request: HttpRequest) -> HttpResponse:
    """GET and POST /order-status: an order's number and its postcode, and where it is."""
    given = {name: request.POST.get(name, "").strip() for name in ("order", "postcode")}
    given["order"] = given["order"].upper()
    if request.method != "POST":
        return private_page(request, _PAGE, given=given, told=())
    mark = mark_of(request.META.get("REMOTE_ADDR", ""))
    told = _told(given["order"], given["postcode"], language_of(request), mark)
    return private_page(request, _PAGE, status=200 if told else 422, given=given, told=told,
                        missing=not told)  # fmt: skip


def _told(order: str, postcode: str, language: str, mark: str) -> tuple[str, ...]:
    """What is said of an order; () when number and postcode do not belong together."""
    if not order.startswith("O-") or not any(sign.isdigit() for sign in postcode):
        return ()
    conversation = begin(language, mark)
    try:
        if not claim(conversation, order, postcode, mark):
            return ()
        actor = customer_in(conversation, Channel.PORTAL)
        outcome = run("ordering.tell_order_status", {"order": order}, actor=actor)
    except InvalidAsk:
        return ()
    return tuple(each["say"] for each in outcome.explanation(language))
