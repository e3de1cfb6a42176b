"""Stand before every page: count who asks how often, and send the headers that keep browsers in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from makegood.faces.api import problems
from makegood.faces.desk import pages as desk
from makegood.faces.desk.signing import COOKIE
from makegood.faces.portal.pages import portal_page
from makegood.faces.shared.languages import language_of
from makegood.faces.shared.limiting import Asking, TooOften, too_often

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def safe_headers(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add the headers to whatever is answered, unless the page set its own."""

    def with_headers(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return with_headers


def room_for_everybody(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let nobody ask too often, and say when to try again, each face in its own form."""

    def with_room(request: HttpRequest) -> HttpResponseBase:
        key = request.headers.get("Authorization") or request.COOKIES.get(COOKIE, "")
        address = request.META.get("REMOTE_ADDR", "")
        refused = too_often(Asking(request.method or "", request.path, address, key))
        return answer(request) if refused is None else _come_back(request, refused)

    return with_room


def _come_back(request: HttpRequest, refused: TooOften) -> HttpResponse:
    language = language_of(request)
    told = refused.told().text(language)
    if request.path.startswith("/api/"):
        response = problems.too_often(refused, language)
    elif request.path.startswith("/desk/"):
        response = desk.too_often(request, told)
    else:
        response = portal_page(request, "too_often.html", status=429, told=told)
    response.headers["Retry-After"] = str(refused.seconds)
    return response
