"""Answer which messages the automated representative did not understand, or read wrongly. C08."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from makegood.domains.conversations.models import Event, EventKind

_MOST_READ = 3_000
Why = Literal["unclear", "unsure", "wrong"]
Body = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class UnreadCard:
    """A message that was not understood: what was made of it, how surely, what else it may mean.

    `message` is its conversation and place, such as CV-1041/3; `party` is who it is from, as far
    as that is known; `confidence_percent` is whole.
    """

    message: str
    conversation: str
    party: str
    text: str
    language: str
    at: datetime
    why: Why
    read_as: tuple[str, ...]
    alternatives: tuple[str, ...]
    confidence_percent: int


def not_understood(
    since: datetime, unsure_percent: int, limit: int = 200
) -> tuple[UnreadCard, ...]:
    """The messages since a moment that were unclear, unsure, or read wrongly; the newest first.

    One is taken for read wrongly when the customer's next words turned down what was begun, and
    began something else or asked for a person. What was erased is not among them.
    """
    readings = Event.objects.filter(kind=EventKind.UNDERSTOOD, at__gte=since)
    rows = list(readings.select_related("conversation").order_by("-at", "-pk")[:_MOST_READ])
    after: dict[int, Body] = {}
    found: list[tuple[Event, Why]] = []
    for row in rows:
        why = _why(row.body, after.get(row.conversation_id), unsure_percent)
        after[row.conversation_id] = row.body
        if why is not None and len(found) < limit:
            found.append((row, why))
    written = Event.objects.filter(
        conversation_id__in={row.conversation_id for row, _ in found},
        sequence__in={_place(row.body) for row, _ in found},
        kind=EventKind.MESSAGE_IN,
    )
    texts = {(one.conversation_id, one.sequence): str(one.body.get("text", "")) for one in written}
    cards = (
        _card(row, why, texts.get((row.conversation_id, _place(row.body)), ""))
        for row, why in found
    )
    return tuple(card for card in cards if card.text)


def _why(body: Body, next_read: Body | None, unsure_percent: int) -> Why | None:
    kinds = set(_kinds(body))
    if "unclear" in kinds:
        return "unclear"
    if kinds and _percent(body) < unsure_percent:
        return "unsure"
    if "start" not in kinds or next_read is None:
        return None
    then = set(_kinds(next_read))
    began_other = "start" in then and _operations(next_read) != _operations(body)
    turned_down = bool(then & {"decline", "cancel"})
    return "wrong" if turned_down and (began_other or "human" in then) else None


def _card(row: Event, why: Why, text: str) -> UnreadCard:
    number, offered = row.conversation.number, row.body.get("alternatives")
    others = offered if isinstance(offered, list) else []
    return UnreadCard(
        message=f"{number}/{_place(row.body)}",
        conversation=number,
        party=row.conversation.party or row.conversation.claimed_party,
        text=text,
        language=str(row.body.get("language") or row.conversation.language),
        at=row.at,
        why=why,
        read_as=_operations(row.body) or tuple(_kinds(row.body)),
        alternatives=tuple(str(one[0]) for one in others if isinstance(one, list) and one),
        confidence_percent=_percent(row.body),
    )


def _commands(body: Body) -> list[dict[str, JsonValue]]:
    commands = body.get("commands")
    return [one for one in commands if isinstance(one, dict)] if isinstance(commands, list) else []


def _kinds(body: Body) -> list[str]:
    return [str(one.get("command")) for one in _commands(body)]


def _operations(body: Body) -> tuple[str, ...]:
    started = (one.get("operation") for one in _commands(body) if one.get("command") == "start")
    return tuple(str(one) for one in started if one)


def _place(body: Body) -> int:
    place = body.get("answers")
    return place if isinstance(place, int) else 0


def _percent(body: Body) -> int:
    sure = body.get("confidence")
    return round(100 * sure) if isinstance(sure, int | float) else 100
