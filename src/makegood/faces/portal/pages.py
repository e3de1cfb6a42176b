"""The portal's pages: in the visitor's language, with the company's words and spelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers

from makegood.core import clock
from makegood.core.statements import Param, Sayable
from makegood.faces.shared.languages import language_of
from makegood.faces.shared.pages import Pages
from makegood.handbook import book

_NAMES = {"en": "English", "es": "Español", "fr": "Français"}
pages = Pages(Path(__file__).parent)
page = pages.page


def portal_page(
    request: HttpRequest, template: str, *, status: int = 200, **inside: object
) -> HttpResponse:
    """A page of the portal, with the way to the same page in each other language."""
    language = language_of(request)
    company = book().company
    return pages.page(
        template,
        language,
        status=status,
        company=company,
        contact=company.contact,
        languages=[(code, _NAMES.get(code, code)) for code in company.languages],
        path=request.path,
        today=clock.today(),
        words=words_in(language),
        link=lambda address, **more: address_in(language, address, **more),
        spell=lambda value: spelled(value, language),
        day=lambda when: spelled(day_of(when), language),
        **inside,
    )


def private_page(
    request: HttpRequest, template: str, *, status: int = 200, **inside: object
) -> HttpResponse:
    """A page with a form, or with what is the customer's own: no cache keeps it."""
    inside = {"name": "", "wrong": (), "missing": False, **inside}
    response = portal_page(
        request, template, status=status, csrf_token=get_token(request), **inside
    )
    add_never_cache_headers(response)
    return response


def words_in(language: str) -> Callable[..., str]:
    """What gives the portal's words in a language, by their names."""
    voice = book().voice(language)

    def words(name: str, **params: Sayable) -> str:
        known = {key: spelled(value, language) for key, value in params.items()}
        return voice.statement(f"portal.{name}").format_map(known)

    return words


def spelled(value: Sayable, language: str) -> str:
    """An amount, a day or a moment as people who read this language write it."""
    return Param.of(value).spelled(language)


def day_of(when: date | datetime) -> date:
    """The day of a moment, where the company is."""
    return clock.local(when).date() if isinstance(when, datetime) else when


def address_in(language: str, address: str, **more: str) -> str:
    """The address of a page in a language, with what else it is told."""
    return f"{address}?{urlencode({'lang': language, **more})}"
