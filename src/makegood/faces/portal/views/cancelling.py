"""Let customers keep goods they meant to send back: see what follows, then say so."""

from __future__ import annotations

from secrets import token_hex

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from makegood.core.actor import Actor
from makegood.core.outcome import Outcome
from makegood.core.runner import preview, run
from makegood.faces.portal.pages import address_in, private_page
from makegood.faces.portal.signing import signed_in
from makegood.faces.portal.views.mine import own_return
from makegood.faces.shared.languages import language_of

_ACT = "aftersales.cancel_return"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cancel(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET and POST /my/returns/R-.../cancel: what would happen, then the act itself, once."""
    card = own_return(number, actor)
    language = language_of(request)
    ask = {"return_number": card.number}
    wrong: tuple[str, ...] = ()
    if request.method == "POST":
        key, seen = request.POST.get("key", "")[:64], request.POST.get("seen", "")[:128]
        outcome = run(_ACT, ask, actor=actor, key=key or None, seen=seen)
        if outcome.is_done:
            return HttpResponseRedirect(address_in(language, f"/my/returns/{card.number}"))
        wrong = _told(outcome, language)
    foreseen = preview(_ACT, ask, actor=actor)
    return private_page(
        request,
        "cancel.html",
        status=409 if wrong else 200,
        card=card,
        title=card.line.title_in(language),
        told=_told(foreseen, language),
        is_allowed=foreseen.is_done,
        seen=foreseen.fingerprint,
        key=token_hex(16),
        wrong=wrong,
    )


def _told(outcome: Outcome, language: str) -> tuple[str, ...]:
    return tuple(each["say"] for each in outcome.explanation(language))
