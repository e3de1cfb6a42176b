"""Let customers who signed in ask about their things, without proving again who they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from makegood.core.actor import V2, Actor
from makegood.core.runner import run
from makegood.domains.parties.queries import party_card
from makegood.faces.portal.pages import private_page, words_in
from makegood.faces.portal.signing import signed_in, visitor_of
from makegood.faces.shared.keys import token_for
from makegood.faces.shared.languages import language_of
from makegood.handbook import book


@require_safe
@signed_in
def chat(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /my/chat: the chat, which knows who reads it as surely as the page does.

    Its door names the session, so that a browser keeps no chat for whoever signs in next.
    """
    name = party_card(actor.party or "").name
    return private_page(request, "chat.html", name=name, session=actor.conversation)


@csrf_exempt  # nothing of the customer's changes, and no other site can read the answer
@never_cache
@require_POST
def begin(request: HttpRequest, session: str) -> HttpResponse:
    """POST /my/chat/CV-...: a chat begins, for the customer of this very session alone."""
    actor, language = visitor_of(request), language_of(request)
    if actor is not None and actor.conversation == session and actor.level >= V2:
        outcome = run("conversations.go_on_in_chat", {"language": language}, actor=actor)
        if outcome.is_done:
            number = str(outcome.answer("number"))
            company = book().company.name
            opened = {"id": number, "token": token_for(number), "company": company}
            return JsonResponse(opened, status=201)
    return JsonResponse({"detail": words_in(language)("sign_in_again")}, status=403)
