"""Show customers how they get help, with the chat open beside it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makegood.faces.portal.opening import opening
from makegood.faces.portal.pages import page
from makegood.faces.shared.languages import language_of
from makegood.handbook import book

TOPICS = ("order", "return", "refund", "address", "broken", "stop")
_SCRIPT = "static/js/makegood-chat.js"
_NAMES = {"en": "English", "es": "Español", "fr": "Français"}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """GET /: what we can do, in customers' words, the chat, and how to reach a person."""
    language = language_of(request)
    company = book().company
    return page(
        "help.html",
        language,
        company=company,
        contact=company.contact,
        languages=[(code, _NAMES.get(code, code)) for code in company.languages],
        opening=opening(language),
        topics=TOPICS,
        words=_words(language),
    )


@require_safe
def embed_example(request: HttpRequest) -> HttpResponse:
    """GET /embed-example/ (demo only): the page of another company that shows our chat."""
    if not settings.DEMO:
        raise Http404
    address = settings.PUBLIC_ADDRESS.rstrip("/")
    return page("embed_example.html", "en", script=f"{address}/{_SCRIPT}", server=address)


def _words(language: str) -> Callable[..., str]:
    voice = book().voice(language)

    def words(name: str, **params: str) -> str:
        return voice.statement(f"portal.{name}").format_map(params)

    return words
