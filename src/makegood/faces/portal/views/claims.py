"""Let dealers claim repairs, see each decision with its reasons, argue about a line, and appeal."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import InvalidAsk, NotFound, Outcome
from makegood.core.runner import preview, run
from makegood.domains.aftersales.reading import NotRead
from makegood.domains.dealers.queries import (
    ClaimCard,
    DealerCard,
    claims_of,
    dealers_for,
    worksheet_of,
)
from makegood.domains.documents.keeping import keep
from makegood.domains.parties.queries import party_card
from makegood.faces.portal import claiming
from makegood.faces.portal.pages import address_in, private_page
from makegood.faces.portal.signing import signed_in
from makegood.faces.portal.steps import claim_steps
from makegood.faces.shared.languages import language_of
from makegood.faces.shared.records import card_of
from makegood.faces.shared.uploads import taken

_SUBMIT, _REVIEW, _SIGN, _APPEAL = (
    "dealers.submit_claim", "dealers.review_adjustment", "dealers.sign_worksheet",
    "dealers.appeal_claim",
)  # fmt: skip
_MOST_FILES = 10
_FINAL = ("charged_back", "appealed", "returned_for_info", "under_review")


@require_safe
@signed_in
def claims(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /my/claims/: the claims of the dealers for whom somebody speaks, the newest first."""
    theirs = _dealers(actor)
    found = claims_of([one.number for one in theirs])
    return private_page(
        request, "claims.html", name=_name(actor), dealers=theirs,
        claims=[(one, claim_steps(one)) for one in found],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET and POST /my/claims/new: a repair is filled in, checked, and claimed with its papers.

    Of a form or a file that is refused nothing is kept.
    """
    dealers = _dealers(actor)
    wanted = request.POST.get("dealer") or request.GET.get("dealer") or dealers[0].number
    dealer = next((one for one in dealers if one.number == wanted), None)
    if dealer is None:
        raise NotFound("dealer", wanted)
    if request.method != "POST":
        return _form(request, actor, dealers, _filled(request, actor))
    posted = {name: str(value) for name, value in request.POST.items()}
    ask = claiming.asked(posted, dealer.number)
    outcome, wrong = _claim(request, actor, ask, posted.get("key", ""))
    if outcome is not None and outcome.is_done:
        number = str(outcome.answer("claim"))
        return HttpResponseRedirect(address_in(language_of(request), f"/my/claims/{number}"))
    return _form(request, actor, dealers, posted, wrong)


@require_safe
@signed_in
def claim(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /my/claims/DCL-...: each line with what is allowed of it and why."""
    return _page(request, actor, _own(number, actor))


@require_POST
@signed_in
def review(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """POST /my/claims/DCL-.../review: lines are accepted, or argued about."""
    card = _own(number, actor)
    answers: list[JsonValue] = [
        {"line": line.place, "accepts": said == "accept",
         "argument": request.POST.get(f"why{line.place}", "").strip()}
        for line in card.lines
        if (said := request.POST.get(f"line{line.place}", "")) in ("accept", "argue")
    ]  # fmt: skip
    return _act(request, actor, card, _REVIEW, {"claim": card.number, "answers": answers})


@require_POST
@signed_in
def sign(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """POST /my/claims/DCL-.../sign: the dealer signs the worksheet as it was shown."""
    card, seal = _own(number, actor), request.POST.get("seal", "")[:64]
    return _act(request, actor, card, _SIGN, {"claim": card.number, "seal": seal})


@require_POST
@signed_in
def appeal(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """POST /my/claims/DCL-.../appeal: a second reviewer is asked."""
    card = _own(number, actor)
    reason = request.POST.get("reason", "").strip()
    return _act(request, actor, card, _APPEAL, {"claim": card.number, "reason": reason})


def _claim(
    request: HttpRequest, actor: Actor, ask: dict[str, JsonValue], key: str
) -> tuple[Outcome | None, tuple[str, ...]]:
    """Every file is read first, then the claim is tried; only then is anything kept."""
    language = language_of(request)
    try:
        files = [taken(one) for one in request.FILES.getlist("papers")[:_MOST_FILES]]
    except NotRead as refused:
        return None, (refused.statement.text(language),)
    try:
        outcome = preview(_SUBMIT, ask, actor=actor)
        if outcome.is_done:
            kept: list[JsonValue] = [keep(content, read.media_type) for content, read in files]
            outcome = run(_SUBMIT, ask | {"papers": kept}, actor=actor, key=key[:64] or None)
    except InvalidAsk as invalid:
        return None, tuple(f"{one.field}: {one.reason}. {one.accepted}" for one in invalid.faults)
    return outcome, () if outcome.is_done else _told(outcome, language)


def _act(
    request: HttpRequest, actor: Actor, card: ClaimCard, act: str, ask: Mapping[str, JsonValue]
) -> HttpResponse:
    language = language_of(request)
    try:
        outcome = run(act, ask, actor=actor, key=request.POST.get("key", "")[:64] or None)
    except InvalidAsk as invalid:
        wrong = tuple(f"{one.reason}. {one.accepted}" for one in invalid.faults)
        return _page(request, actor, card, wrong)
    if outcome.is_done:
        return HttpResponseRedirect(address_in(language, f"/my/claims/{card.number}"))
    return _page(request, actor, card, _told(outcome, language))


def _page(
    request: HttpRequest, actor: Actor, card: ClaimCard, wrong: tuple[str, ...] = ()
) -> HttpResponse:
    today, until = clock.today(), card.appeal_until
    is_open = card.appeal is None and until is not None and today <= until
    may_argue = is_open and card.state not in _FINAL
    return private_page(
        request, "claim.html", status=409 if wrong else 200, name=_name(actor), card=card,
        steps=claim_steps(card), wrong=wrong, key=token_hex(16),
        may_argue=may_argue and any(one.agreed_at is None for one in card.lines),
        may_appeal=card.may_be_appealed_on(today), sheet=worksheet_of(card.number),
    )  # fmt: skip


def _form(
    request: HttpRequest, actor: Actor, dealers: tuple[DealerCard, ...],
    posted: Mapping[str, str], wrong: tuple[str, ...] = (),
) -> HttpResponse:  # fmt: skip
    return private_page(
        request, "claim_new.html", status=409 if wrong else 200, name=_name(actor),
        dealers=dealers, posted=posted, wrong=wrong, key=token_hex(16), rows=claiming.ROWS,
        failures=claiming.failures(), operations=claiming.operations(),
        parts=claiming.parts(language_of(request)),
    )  # fmt: skip


def _filled(request: HttpRequest, actor: Actor) -> dict[str, str]:
    """What a claim that was sent back with a question had, to be put right."""
    number = request.GET.get("completes", "")
    if not number:
        return {}
    card = _own(number, actor)
    found = {
        "completes": card.number, "ro_no": card.ro_no, "serial": card.serial,
        "complaint": card.complaint, "cause": card.cause, "correction": card.correction,
        "failure_code": card.failure_code, "failed_on": card.failed_on.isoformat(),
        "repaired_on": card.repaired_on.isoformat(), "dealer": card.dealer,
    }  # fmt: skip
    for row, line in enumerate((one for one in card.lines if one.work == "labour"), 1):
        found |= {f"op{row}": line.code, f"hours{row}": f"{line.hours.normalize():f}"}
    for row, line in enumerate((one for one in card.lines if one.work == "part"), 1):
        found |= {f"part{row}": line.code, f"price{row}": f"{line.claimed.amount:.2f}"}
    trip = next((one for one in card.lines if one.work == "trip"), None)
    if trip is not None:
        found |= {"trip": f"{trip.claimed.amount:.2f}", "miles": str(trip.miles or "")}
    return found


def _dealers(actor: Actor) -> tuple[DealerCard, ...]:
    """The dealers for whom somebody speaks; NotFound for who speaks for none."""
    found = dealers_for(actor.party or "")
    if not found:
        raise NotFound("dealer", "")
    return found


def _own(number: str, actor: Actor) -> ClaimCard:
    card = card_of(f"dealer_claim:{number}", actor)
    if not isinstance(card, ClaimCard):
        raise NotFound("dealer_claim", number)
    return card


def _name(actor: Actor) -> str:
    return party_card(actor.party or "").name


def _told(outcome: Outcome, language: str) -> tuple[str, ...]:
    return tuple(each["say"] for each in outcome.explanation(language))
