"""Let customers in to their own pages by a code, and out again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from makegood.core import clock
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import run
from makegood.faces.portal.pages import address_in, private_page
from makegood.faces.portal.proving import answer, begin, claim, send_code
from makegood.faces.portal.signing import COOKIE, HOME, keep, own_page, visitor_of
from makegood.faces.shared.callers import mark_of
from makegood.faces.shared.languages import language_of
from makegood.handbook import book

_FIELDS = ("reference", "second")
_ABOUT_CODES = ("IDV-5", "IDV-3")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """GET and POST /my/sign-in: who somebody says to be; the answer is the same for everybody."""
    if request.method != "POST":
        return _sign_in_page(request)
    given = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    if not all(given.values()):
        return _sign_in_page(request, status=422)
    mark = mark_of(request.META.get("REMOTE_ADDR", ""))
    conversation = begin(language_of(request), mark)
    try:
        if claim(conversation, given["reference"], given["second"], mark):
            send_code(conversation, given["reference"])
    except InvalidAsk:
        return _sign_in_page(request, status=422)
    back = _back(request)
    more = {} if back == HOME else {"next": back}
    address = address_in(language_of(request), "/my/code", **more)
    return keep(HttpResponseRedirect(address), conversation)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """GET and POST /my/code: the code that was sent; a right one opens the customer's pages."""
    language = language_of(request)
    visitor = visitor_of(request)
    if visitor is None or visitor.conversation is None:
        return HttpResponseRedirect(address_in(language, "/my/sign-in"))
    back = _back(request)
    told = [book().clause(one, on=clock.today()).says("says", language) for one in _ABOUT_CODES]
    if request.method != "POST":
        return private_page(request, "code.html", back=back, told=told)
    given = request.POST.get("code", "").strip()[:20]
    wrong = answer(visitor.conversation, given, language)
    if wrong:
        return private_page(request, "code.html", status=422, back=back, told=told, wrong=wrong)
    return HttpResponseRedirect(address_in(language, back))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """POST /my/sign-out: nobody is known any more, and this browser keeps no chat of it."""
    visitor = visitor_of(request)
    if visitor is not None:
        run("conversations.sign_out", {}, actor=visitor)
    response = HttpResponseRedirect(address_in(language_of(request), "/my/sign-in", out="1"))
    response.delete_cookie(COOKIE, path=HOME)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _sign_in_page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """The form, with what was written in it; any other status than 200 says what is missing."""
    return private_page(
        request,
        "sign_in.html",
        status=status,
        missing=status != 200,
        back=_back(request),
        given={name: request.POST.get(name, "") for name in _FIELDS},
        hours=book().clause("IDV-8", on=clock.today()).whole("hours"),
        is_out=request.GET.get("out") == "1",
    )


def _back(request: HttpRequest) -> str:
    return own_page(request.POST.get("next") or request.GET.get("next", ""))
