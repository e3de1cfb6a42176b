"""Let a chat, or any program, open a conversation and go on with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.queries import EventCard
from makegood.faces.api import problems
from makegood.faces.api.identity import of_request
from makegood.faces.shared.callers import mark_of
from makegood.faces.shared.keys import may_enter, token_for
from makegood.faces.shared.languages import language_of
from makegood.handbook import book
from makegood.representative.converse import receive

router = Router(tags=["conversations"])
_HIDDEN = frozenset({"state"})
_OPENED = {
    201: {
        "description": "It is open",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


class Opening(BaseModel):
    """How a conversation begins."""

    model_config = ConfigDict(extra="forbid")

    channel: str = Field("chat", description="Where the customer is: chat, email, sms, voice ...")
    locale: str | None = Field(None, description="The customer's locale, such as es or es-US.")
    contact_point: str | None = Field(None, description="An e-mail address or phone number.")


class Message(BaseModel):
    """What the customer says."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="The customer's words.")
    external_id: str | None = Field(None, description="Its id elsewhere; taken in once.")


@router.post("", summary="Open a conversation", openapi_extra={"responses": _OPENED})
def open_conversation(request: HttpRequest, opening: Opening) -> HttpResponse:
    """Open one: its id, the token to go on with it, and the greeting."""
    ask: dict[str, JsonValue] = {"channel": opening.channel}
    if opening.locale:
        ask["language"] = opening.locale[:2].lower()
    if opening.contact_point:
        ask["contact_point"] = opening.contact_point
    visitor = Actor.anonymous(Channel.CHAT).model_copy(
        update={"caller": mark_of(request.META.get("REMOTE_ADDR", ""))}
    )
    outcome = run("conversations.open_conversation", ask, actor=visitor)
    if not outcome.is_done:
        return problems.answer(outcome, language_of(request))
    number = str(outcome.answer("number"))
    return JsonResponse(shown(number) | {"token": token_for(number)}, status=201)


@router.post("/{number}/messages", summary="Say something")
def post_message(request: HttpRequest, number: str, message: Message) -> HttpResponse:
    """Say something as the customer: the replies, what was understood, and what was done."""
    card = _card(request, number)
    speaker = Actor(
        kind=ActorKind.ANONYMOUS,
        name=f"customer:{number}",
        role="customer",
        channel=Channel(card.channel),
        conversation=number,
        language=card.language,
    )
    exchange = receive(number, message.text, actor=speaker, external_id=message.external_id)
    if not exchange.received.is_done:
        return problems.answer(exchange.received, language_of(request))
    return JsonResponse(_exchange(number, exchange.sequence, exchange.events))


@router.get("/{number}", summary="A conversation so far")
def get_conversation(request: HttpRequest, number: str) -> HttpResponse:
    """The conversation with everything that happened in it."""
    _card(request, number)
    return JsonResponse(shown(number))


def shown(number: str) -> dict[str, JsonValue]:
    """A conversation as its own customer may see it."""
    card = queries.card(number)
    return {
        "id": card.number,
        "company": book().company.name,
        "channel": card.channel,
        "language": card.language,
        "level": int(card.level),
        "with_person": card.with_person is not None,
        "waits_for_person": card.waits_for_person,
        "closed": card.closed_at is not None,
        "events": [event_body(event) for event in queries.events(number)],
    }


def event_body(event: EventCard) -> dict[str, JsonValue]:
    """An event as programs read it; the dialogue's inner state stays inside."""
    return {
        "sequence": event.sequence,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "body": _open_body(event),
    }


def _open_body(event: EventCard) -> dict[str, JsonValue]:
    body = {name: value for name, value in event.body.items() if name not in _HIDDEN}
    if event.kind == "said":
        body["waits_for"] = _waits_for(event.body.get("state"))
    return body


def _exchange(number: str, sequence: int, events: tuple[EventCard, ...]) -> dict[str, JsonValue]:
    said = [event for event in events if event.kind == "said"]
    understood = [event.body for event in events if event.kind == "understood"]
    card = queries.card(number)
    last = said[-1].body if said else {}
    return {
        "id": number,
        "sequence": sequence,
        "replies": [{"sequence": event.sequence, **_open_body(event)} for event in said],
        "quick_replies": last.get("quick_replies", []),
        "understood": dict(understood[-1]) if understood else None,
        "ran": [event_body(event)["body"] for event in events if event.kind == "ran"],
        "state": {
            "language": card.language,
            "level": int(card.level),
            "with_person": card.with_person is not None,
            "waits_for_person": card.waits_for_person,
            "waits_for": _waits_for(last.get("state")),
        },
    }


def _waits_for(state: JsonValue) -> JsonValue:
    if not isinstance(state, dict):
        return "nothing"
    return f"{state.get('wait')}:{state['slot']}" if state.get("slot") else state.get("wait")


def _card(request: HttpRequest, number: str) -> queries.ConversationCard:
    if not may_enter(of_request(request), number):
        raise NotFound("conversation", number)
    return queries.card(number)
