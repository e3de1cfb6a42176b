"""Choose the language in which somebody is answered."""

from __future__ import annotations

from django.http import HttpRequest

from makegood.handbook import book


def language_of(request: HttpRequest) -> str:
    """The language asked for by ?lang=, else the client's best that we serve, else our first."""
    served = book().company.languages
    asked = request.GET.get("lang", "")
    if asked in served:
        return asked
    for wanted in _wanted(request.headers.get("Accept-Language", "")):
        if wanted in served:
            return wanted
    return served[0]


def _wanted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first. Source: RFC 9110."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        name, _, weight = part.partition(";q=")
        try:
            wish = float(weight or 1)
        except ValueError:
            continue
        if wish > 0:
            weighted.append((-wish, name.strip().partition("-")[0].lower()))
    return [name for _, name in sorted(weighted, key=lambda one: one[0])]
