"""Show customers how they get help, with the chat open beside it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.faces.portal.opening import opening
from makegood.faces.portal.pages import page, portal_page
from makegood.faces.shared.languages import language_of

TOPICS = ("order", "return", "refund", "address", "broken", "stop")
_SCRIPT = "static/js/makegood-chat.js"


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """GET /: what we can do, in customers' words, the chat, and how to reach a person."""
    hours = opening(language_of(request))
    return portal_page(request, "help.html", opening=hours, topics=TOPICS)


@require_safe
def embed_example(request: HttpRequest) -> HttpResponse:
    """GET /embed-example/ (demo only): the page of another company that shows our chat."""
    if not settings.DEMO:
        raise Http404
    address = settings.PUBLIC_ADDRESS.rstrip("/")
    return page("embed_example.html", "en", script=f"{address}/{_SCRIPT}", server=address)
