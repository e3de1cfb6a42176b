"""Let programs find, preview and do every operation of the company."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from pydantic import JsonValue

from makegood.core.describing import described
from makegood.core.outcome import Fault, InvalidAsk
from makegood.core.registry import registry
from makegood.core.runner import find, preview, run
from makegood.faces.api import problems
from makegood.faces.api.identity import acting, of_request
from makegood.faces.shared.keys import NotAllowed
from makegood.faces.shared.languages import language_of

router = Router(tags=["operations"])


@router.get("", summary="All operations the caller may hear of")
def list_operations(request: HttpRequest) -> HttpResponse:
    """Every operation with its schemas; what only staff may do is told to staff only."""
    caller = of_request(request)
    if caller.actor is not None and not caller.is_staff:
        raise NotAllowed
    shown = [
        described(operation)
        for operation in registry.all()
        if caller.is_staff or not operation.needs.standing.staff_only
    ]
    return JsonResponse({"operations": shown})


@router.get("/{name}", summary="One operation")
def show_operation(request: HttpRequest, name: str) -> HttpResponse:
    """One operation with its schemas."""
    of_request(request)
    return JsonResponse(described(find(name)))


@router.post("/{name}", summary="Do an operation")
def do_operation(request: HttpRequest, name: str) -> HttpResponse:
    """Do it: 200 done, 202 pending or scheduled; else a problem that says what would help.

    `Idempotency-Key` makes it safe to ask again. `If-Match` carries a preview's fingerprint.
    """
    actor = acting(request)
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= 150:
        return problems.problem(400, "invalid", "Idempotency-Key: 1 to 150 characters.")
    seen = request.headers.get("If-Match", "").strip('" ') or None
    outcome = run(find(name), _ask(request, name), actor=actor, key=key, seen=seen)
    return problems.answer(outcome, language_of(request))


@router.post("/{name}/preview", summary="See what an operation would do")
def preview_operation(request: HttpRequest, name: str) -> HttpResponse:
    """Do it for real and take it back: the decision, the figures, and a fingerprint."""
    outcome = preview(find(name), _ask(request, name), actor=acting(request))
    return problems.answer(outcome, language_of(request))


def body_of(request: HttpRequest) -> dict[str, JsonValue]:
    """The request's JSON object. Raises ValueError for anything else."""
    found = json.loads(request.body or b"{}")
    if not isinstance(found, dict):
        raise TypeError("a JSON object is needed")
    return found


def _ask(request: HttpRequest, name: str) -> dict[str, JsonValue]:
    try:
        return body_of(request)
    except (ValueError, TypeError, RecursionError) as fault:
        raise InvalidAsk(name, [Fault("", str(fault)[:200], "a JSON object")]) from None
