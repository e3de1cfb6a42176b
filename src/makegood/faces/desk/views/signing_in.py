"""Let somebody in at the desk and out again, and change a password."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from makegood.core.actor import Actor, Channel
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.core.runner import run
from makegood.domains.company.queries import has_second_factor
from makegood.faces.desk import bounds
from makegood.faces.desk.pages import LANGUAGE, page
from makegood.faces.desk.signing import COOKIE, HOME, after_sign_in, keep, signed_in, to_sign_in

_DESK = Actor.system("system:desk").model_copy(update={"channel": Channel.DESK})


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """GET and POST /desk/sign-in: name and password, then to the page that was wanted."""
    if request.method != "POST":
        return _sign_in_page(request, request.GET.get("next", ""))
    back = request.POST.get("next", "")
    ask = {name: request.POST.get(name, "") for name in ("username", "password", "code")}
    ask["username"] = ask["username"].strip().lower()
    try:
        outcome = run("company.sign_in", ask, actor=_DESK)
    except InvalidAsk as invalid:
        return _sign_in_page(request, back, wrong=str(invalid), status=422)
    if outcome.answer("accepted"):
        return keep(HttpResponseRedirect(after_sign_in(back)), str(outcome.answer("token")))
    wrong = _told(outcome)
    return _sign_in_page(request, back, wrong=wrong, status=403)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """POST /desk/sign-out: the session ends here and in the company's records."""
    token = request.COOKIES.get(COOKIE, "")
    if token:
        run("company.sign_out", {"token": token[:80]}, actor=_DESK)
    response = to_sign_in()
    response.delete_cookie(COOKIE, path=HOME)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET and POST /desk/me: who I am here; a new password, after which I sign in again."""
    if request.method != "POST":
        return _me_page(request, actor)
    ask = {name: request.POST.get(name, "") for name in ("current", "password")}
    ask["username"] = actor.name.rpartition(":")[2]
    try:
        outcome = run("company.set_password", ask, actor=actor)
    except InvalidAsk as invalid:
        return _me_page(request, actor, status=422, wrong=str(invalid))
    if outcome.answer("changed"):
        return to_sign_in("/desk/me")
    return _me_page(request, actor, status=422, wrong=_told(outcome))


@require_POST
@signed_in
def digits(request: HttpRequest, actor: Actor) -> HttpResponse:
    """POST /desk/me/digits: begin a second factor, or confirm it with its first digits."""
    code = request.POST.get("code", "").strip()
    if code:
        try:
            outcome = run("company.confirm_totp", {"code": code}, actor=actor)
        except InvalidAsk as invalid:
            return _me_page(request, actor, status=422, wrong=str(invalid))
        if outcome.is_done:
            return _me_page(request, actor, told=_told(outcome))
        return _me_page(request, actor, status=422, wrong=_told(outcome))
    outcome = run("company.enrol_totp", {}, actor=actor)
    if not outcome.is_done:
        return _me_page(request, actor, status=422, wrong=_told(outcome))
    address = str(outcome.answer("address"))
    picture = segno.make(address).svg_data_uri(scale=4, light="#ffffff")
    secret = parse_qs(urlsplit(address).query)["secret"][0]
    return _me_page(request, actor, told=_told(outcome), picture=picture, secret=secret)


def _me_page(
    request: HttpRequest, actor: Actor, *, status: int = 200, **inside: str
) -> HttpResponse:
    shown: dict[str, object] = {"wrong": "", "told": "", "picture": "", "secret": "", **inside}
    shown |= {"role": bounds.role(actor.role), "may": bounds.all_limits(actor.role)}
    shown["has_factor"] = has_second_factor(actor.name.rpartition(":")[2])
    return page(request, "me.html", actor, status=status, **shown)


def _told(outcome: Outcome) -> str:
    return " ".join(each["say"] for each in outcome.explanation(LANGUAGE))


def _sign_in_page(
    request: HttpRequest, back: str, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    return page(
        request,
        "sign_in.html",
        status=status,
        back=after_sign_in(back),
        wrong=wrong,
        username=request.POST.get("username", ""),
    )
