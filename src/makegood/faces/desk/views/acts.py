"""Do any operation at the desk: its form, its live preview, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe
from pydantic import JsonValue

from makegood.core import journal
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.gates import is_offered
from makegood.core.operation import AnyOperation
from makegood.core.outcome import BrokenPromise, Fault, InvalidAsk, NotFound
from makegood.core.registry import registry
from makegood.core.runner import preview, run
from makegood.domains.company.queries import RequestCard, request_card
from makegood.domains.conversations.queries import card
from makegood.domains.parties.queries import known_in, names_of
from makegood.faces.desk import forms, previewing, returning
from makegood.faces.desk.finding import or_missing, with_a_role
from makegood.faces.desk.pages import OUR_FAULT, page
from makegood.faces.desk.signing import signed_in
from makegood.faces.desk.suggesting import offers
from makegood.faces.desk.undoing import undo_of
from makegood.faces.shared.acting import within

_ANSWERS = frozenset({"company.approve_request", "company.refuse_request"})


@require_safe
@signed_in
@with_a_role
def acts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET /desk/acts: everything this person may do, by the part of the company it belongs to."""
    found: dict[str, list[AnyOperation]] = {}
    for operation in registry.all():
        if is_offered(operation, actor):
            found.setdefault(operation.name.partition(".")[0], []).append(operation)
    return page(request, "acts.html", actor, parts=found)


@require_safe
@signed_in
@or_missing
def act(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """GET /desk/acts/<name>?field=value: its form; with part=1 only the form."""
    operation = _operation(name)
    if operation.only_inside:
        raise NotFound("act", name)
    given = {key: value for key, value in request.GET.items() if isinstance(value, str)}
    context = {
        "_conversation": given.get("conversation", ""),
        "_party": given.get("party", ""),
        "_then": returning.safe(given.get("then", "")),
    }
    return _form(request, actor, operation, given | context)


@require_POST
@signed_in
@or_missing
def preview_act(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """POST /desk/acts/<name>/preview: what would happen; nothing is saved."""
    operation, posted = _operation(name), _posted(request)
    acting = _acting(actor, posted)
    try:
        outcome = preview(operation, forms.ask_from(operation, posted), actor=acting)
    except InvalidAsk as invalid:
        return _answer(request, actor, operation, posted, faults=_faults(invalid, posted))
    except BrokenPromise:
        return _answer(request, actor, operation, posted, broken=OUR_FAULT, status=500)
    found = previewing.shown(operation, outcome, acting, returning.address_of(operation, posted))
    return _answer(request, actor, operation, posted, shown=found)


@require_POST
@signed_in
@or_missing
def do_act(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """POST /desk/acts/<name>: do it; a stale form is refused, and what was written is kept."""
    operation, posted = _operation(name), _posted(request)
    acting, ask = _acting(actor, posted), forms.ask_from(operation, posted)
    key = f"desk:{posted['_key']}"[:150] if posted.get("_key") else None
    seen = posted.get("_seen") or None
    try:
        outcome = run(operation, ask, actor=acting, key=key, seen=seen)
        if outcome.code is Code.STALE:
            return _stale(request, actor, operation, posted, ask)
    except InvalidAsk as invalid:
        faults = {one.field: one for one in invalid.faults}
        return _form(request, actor, operation, posted, status=422, faults=faults)
    except BrokenPromise:
        return _form(request, actor, operation, posted, status=500, broken=OUR_FAULT)
    if outcome.is_done:
        _note(actor, acting.conversation)
    found = previewing.shown(operation, outcome, acting, returning.address_of(operation, posted))
    if outcome.is_done or outcome.approval:
        template = "_done.html" if _is_part(request) else "outcome.html"
        undo = undo_of(operation, posted, outcome)
        then = returning.going_on(operation, outcome, acting, posted) if outcome.is_done else ()
        inside = {"operation": operation, "shown": found, "given": posted, "undo": undo}
        inside |= {"going_on": then, "conversation": acting.conversation}
        answer = page(request, template, actor, status=200, key=uuid4().hex, **inside)
        answer.headers["HX-Trigger"] = "acted"
        return answer
    return _form(request, actor, operation, posted, status=422, shown=found)


def _stale(
    request: HttpRequest,
    actor: Actor,
    operation: AnyOperation,
    posted: Mapping[str, str],
    ask: Mapping[str, JsonValue],
) -> HttpResponse:
    acting = _acting(actor, posted)
    now = previewing.shown(operation, preview(operation, ask, actor=acting), acting)
    place = posted.get("_place", "0")
    moved = previewing.moved(posted.get("_shown", ""), now)
    others = previewing.since(ask, int(place) if place.isdecimal() else 0)
    return _form(
        request,
        actor,
        operation,
        posted,
        status=409,
        shown=now,
        moved=(*moved, *others),
        stale=True,
    )


def _answer(
    request: HttpRequest,
    actor: Actor,
    operation: AnyOperation,
    posted: Mapping[str, str],
    *,
    status: int = 200,
    **inside: object,
) -> HttpResponse:
    """The preview alone where the page asked for it, else the whole form with it."""
    if not _is_part(request):
        return _form(request, actor, operation, posted, status=status, **inside)
    place = journal.place()
    return page(
        request, "_preview.html", actor, status=status, operation=operation, place=place, **inside
    )


def _form(
    request: HttpRequest,
    actor: Actor,
    operation: AnyOperation,
    given: Mapping[str, str],
    *,
    status: int = 200,
    **inside: object,
) -> HttpResponse:
    party, asked = None, None
    if actor.is_staff_with_a_role:
        asked = _request_of(operation, given)
        party = _acting(actor, given).party or given.get("_party") or given.get("party")
    template = "_act.html" if _is_part(request) else "act.html"
    return page(
        request,
        template,
        actor,
        status=status,
        operation=operation,
        entries=forms.entries_of(operation, given),
        given=given,
        key=uuid4().hex,
        place=journal.place(),
        offers=lambda record: offers(record, party),
        request_of=asked,
        names=names_of({asked.party}) if asked and asked.party else {},
        **inside,
    )


def _request_of(operation: AnyOperation, given: Mapping[str, str]) -> RequestCard | None:
    """The request that somebody is about to answer, to be looked at before; None for no such."""
    try:
        return request_card(given["request"]) if operation.name in _ANSWERS else None
    except (KeyError, NotFound):
        return None


def _operation(name: str) -> AnyOperation:
    if name not in registry:
        raise NotFound("act", name)
    return registry.get(name)


def _acting(actor: Actor, given: Mapping[str, str]) -> Actor:
    """For whom it is done: whoever is known in the conversation, else the named customer."""
    conversation, party = given.get("_conversation", ""), given.get("_party", "")
    acting = within(actor, conversation) if conversation else actor
    return acting.on_behalf_of(party) if party and not acting.party else acting


def _note(actor: Actor, conversation: str | None) -> None:
    """Write down with whom a conversation is, once an act in it has made that surer."""
    known = known_in(conversation)
    if conversation is None or known.party is None:
        return
    there = card(conversation)
    if (there.party, there.level) != (known.party, known.level):
        ask: dict[str, JsonValue] = {
            "conversation": conversation,
            "party": known.party,
            "level": int(known.level),
        }
        run("conversations.note_party", ask, actor=within(actor, conversation))


def _posted(request: HttpRequest) -> dict[str, str]:
    posted = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    return forms.closed_up(posted)


def _faults(invalid: InvalidAsk, posted: Mapping[str, str]) -> dict[str, Fault]:
    """What is wrong with what was filled in; an empty field is not scolded while one writes."""
    return {one.field: one for one in invalid.faults if posted.get(one.field, "").strip()}


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" or request.GET.get("part") == "1"


def do_or_show(request: HttpRequest, name: str) -> HttpResponse:
    """The form of an act, or the act itself, at one address."""
    return do_act(request, name) if request.method == "POST" else act(request, name)
