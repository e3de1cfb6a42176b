"""Let programs read the demo's outbox and move its clock."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import JsonValue

from makegood.core import clock
from makegood.faces.demo.moving import Moved, NotThen, move
from makegood.faces.demo.origins import is_from_elsewhere
from makegood.faces.demo.outbox import MOST, messages


def outbox(request: HttpRequest) -> HttpResponse:
    """GET: the newest messages, newest first; `?to=`, `?channel=` and `?limit=` narrow them."""
    if request.method != "GET":
        return problem(405, "GET only.")
    limit = request.GET.get("limit", "100")
    if not limit.isdecimal() or not 1 <= int(limit) <= MOST:
        return problem(422, f"limit: a number from 1 to {MOST}.")
    found = messages(
        to=request.GET.get("to", ""), channel=request.GET.get("channel", ""), limit=int(limit)
    )
    shown: list[JsonValue] = [
        {
            "channel": one.channel,
            "to": one.to,
            "subject": one.subject,
            "body": one.body,
            "at": one.at.isoformat(),
            "reference": one.reference,
        }
        for one in found
    ]
    return JsonResponse({"messages": shown})


@csrf_exempt  # it looks at where the request comes from by itself
def move_clock(request: HttpRequest) -> HttpResponse:
    """GET: what time it is. POST {"advance": "3d"} or {"at": "..."}: moves it, and what ran."""
    if request.method == "GET":
        return JsonResponse({"now": clock.now().isoformat(), "local": _local()})
    if request.method != "POST":
        return problem(405, "GET or POST.")
    if is_from_elsewhere(request) or request.content_type != "application/json":
        return problem(403, "Send JSON, from this site or from a program.")
    try:
        asked = json.loads(request.body)
        return JsonResponse(_told(move(**_fields(asked))))
    except NotThen as fault:
        return problem(422, str(fault))
    except (ValueError, RecursionError):
        return problem(422, "The request is not JSON.")


def problem(status: int, detail: str) -> HttpResponse:
    """Problem details (RFC 9457)."""
    code = {403: "not_authorised", 405: "invalid", 422: "invalid"}[status]
    body = {
        "type": f"urn:makegood:problem:{code}",
        "title": "It was not done",
        "status": status,
        "code": code,
        "detail": f"{detail} Nothing was changed.",
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def _fields(asked: JsonValue) -> dict[str, str | None]:
    if not isinstance(asked, dict) or asked.keys() - {"advance", "at"}:
        raise NotThen('Send either {"advance": "3d"} or {"at": "2026-07-03T09:00"}.')
    if not all(isinstance(value, str) for value in asked.values()):
        raise NotThen("Both fields are text.")
    return {name: str(value) for name, value in asked.items()}


def _told(moved: Moved) -> dict[str, JsonValue]:
    ran: list[JsonValue] = [
        {
            "at": one.at.isoformat(),
            "operation": one.operation,
            "status": one.status,
            "party": one.about,
        }
        for one in moved.ran
    ]
    return {"now": moved.now.isoformat(), "local": _local(), "ran": ran}


def _local() -> str:
    return clock.local(clock.now()).isoformat(timespec="minutes")
