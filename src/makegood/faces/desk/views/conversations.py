"""Let a person speak in a conversation as it goes on, take it over, give it back or close it."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe
from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.outcome import BrokenPromise, InvalidAsk, NotFound, Outcome
from makegood.core.runner import run
from makegood.faces.desk.finding import or_missing
from makegood.faces.desk.pages import OUR_FAULT, page
from makegood.faces.desk.screen import seen, talk, whole, with_whom
from makegood.faces.desk.signing import signed_in
from makegood.faces.shared.acting import within

_STEPS = {
    "take-over": "conversations.take_over",
    "hand-back": "conversations.hand_back",
    "close": "conversations.close_conversation",
}
_WORDS = {"hand-back": "note", "close": "reason"}


@require_safe
@signed_in
@or_missing
def conversation(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/conversations/<number>: the conversation, live, with all around it."""
    return page(request, "screen.html", actor, status=200, **whole(actor, number))


@require_safe
@signed_in
@or_missing
def part(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """GET /desk/conversations/<number>/part: what changes in it, for a page that shows it."""
    card = seen(actor, number)
    return page(request, "_talk.html", actor, status=200, **talk(actor, card, with_whom(card)))


@require_POST
@signed_in
@or_missing
def say(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """POST /desk/conversations/<number>/say: answer; what was not sent stays in the box."""
    seen(actor, number)
    text = request.POST.get("text", "")
    ask: Mapping[str, JsonValue] = {"conversation": number, "text": text}
    why = _refusal("conversations.say", ask, actor, number, request.POST.get("key"))
    return _answered(request, actor, number, why, text if why else "")


@require_POST
@signed_in
@or_missing
def take_step(request: HttpRequest, actor: Actor, number: str, step: str) -> HttpResponse:
    """POST /desk/conversations/<number>/take-over, /hand-back or /close."""
    seen(actor, number)
    if step not in _STEPS:
        raise NotFound("step", step)
    ask: dict[str, JsonValue] = {"conversation": number}
    if (name := _WORDS.get(step)) and (words := request.POST.get("words")):
        ask[name] = words
    why = _refusal(_STEPS[step], ask, actor, number, request.POST.get("key"))
    return _answered(request, actor, number, why, request.POST.get("text", ""))


def _refusal(
    operation: str, ask: Mapping[str, JsonValue], actor: Actor, number: str, key: str | None
) -> str:
    """Do it, and answer with why it was not done; nothing when it was."""
    acting = within(actor, number)
    try:
        outcome = run(operation, ask, actor=acting, key=f"desk:{key}"[:150] if key else None)
    except InvalidAsk as invalid:
        return " ".join(f"{one.field}: {one.reason}." for one in invalid.faults)
    except BrokenPromise:
        return OUR_FAULT
    return "" if outcome.is_done else _reason(outcome)


def _reason(outcome: Outcome) -> str:
    told = " ".join(one["say"] for one in outcome.explanation())
    return told or f"It was not done: {outcome.code or outcome.status}."


def _answered(request: HttpRequest, actor: Actor, number: str, why: str, text: str) -> HttpResponse:
    status, kept = 422 if why else 200, {"why": why, "text": text}
    if why:
        kept["words"] = request.POST.get("words", "")
    if request.headers.get("HX-Request"):
        card = seen(actor, number)
        inside = talk(actor, card, None) | kept
        answer = page(request, "_speaking.html", actor, status=status, **inside)
        if not why:
            answer.headers["HX-Trigger"] = "acted"
        return answer
    if not why:
        return HttpResponseRedirect(f"/desk/conversations/{number}")
    inside = whole(actor, number) | kept
    return page(request, "screen.html", actor, status=status, **inside)
