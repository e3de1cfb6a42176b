"""Tell programs what was wrong, as problem details (RFC 9457), and that nothing was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpResponse, JsonResponse
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.describing import plain_outcome
from makegood.core.outcome import Fault, InvalidAsk, Outcome, Status
from makegood.faces.shared.limiting import TooOften

_STATUS_OF_CODE: Mapping[Code | None, int] = {
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.STALE: 409,
    Code.VERIFICATION_REQUIRED: 401,
    Code.NOT_AUTHORISED: 403,
    Code.PROHIBITED: 422,
    Code.POLICY_DENIED: 422,
    Code.NEEDS_INFO: 422,
}
_TITLES = {
    400: "The request cannot be read",
    401: "Identity is needed",
    403: "This is not for you to do",
    404: "Not found",
    405: "Not possible here",
    409: "Not as it was",
    422: "It was not done",
    429: "Too many requests",
    500: "Our fault",
}


def http_status(outcome: Outcome) -> int:
    """The HTTP status that says how an act ended."""
    if outcome.status is Status.DONE:
        return 200
    if outcome.status in (Status.PENDING_APPROVAL, Status.SCHEDULED):
        return 202
    return _STATUS_OF_CODE[outcome.code]


def answer(outcome: Outcome, language: str) -> HttpResponse:
    """The response for an outcome: itself when it went on, a problem when it did not."""
    status, body = http_status(outcome), plain_outcome(outcome, language)
    if status < 300:
        return JsonResponse(body, status=status)
    told = " ".join(sentence.text(language) for sentence in (*outcome.statements, *outcome.instead))
    more = {name: value for name, value in body.items() if name not in ("status", "code")}
    return problem(status, str(outcome.code), told, **more)


def invalid(fault: InvalidAsk) -> HttpResponse:
    """The response for an ask of a shape that cannot be accepted."""
    errors = _named(fault.faults)
    return problem(422, "invalid", str(fault), operation=fault.operation, errors=errors)


def unreadable(faults: Sequence[Fault]) -> HttpResponse:
    """The response for a request whose fields cannot be read; no act was asked yet."""
    told = "; ".join(f"{one.field}: {one.reason}" for one in faults)
    detail = f"The request cannot be taken like this ({told}). Nothing was changed."
    return problem(422, "invalid", detail, errors=_named(faults))


def too_often(refused: TooOften, language: str) -> HttpResponse:
    """The response for whoever asks more often than there is room for (RFC 6585)."""
    told, accepted = refused.told(), {"most": refused.most, "retry_after": refused.seconds}
    response = problem(429, "too_often", told.text(language), limit=refused.kind, **accepted)
    response.headers["Retry-After"] = str(refused.seconds)
    return response


def _named(faults: Sequence[Fault]) -> JsonValue:
    return [{"field": one.field, "reason": one.reason, "accepted": one.accepted} for one in faults]


def problem(status: int, code: str, detail: str, /, **more: JsonValue) -> HttpResponse:
    """Problem details: `code` is for programs, `detail` for people."""
    body: dict[str, JsonValue] = {
        **more,
        "type": f"urn:makegood:problem:{code}",
        "title": _TITLES.get(status, "It was not done"),
        "status": status,
        "code": code,
        "detail": detail,
    }
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="makegood"'
    return response
