"""Tell what happened in a conversation as its lines: what was said, and quietly what led to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from makegood.domains.conversations.queries import EventCard
from makegood.faces.desk import naming, reading
from makegood.faces.desk.people import person
from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _

_SILENT = frozenset({"command", "operation"})


_SURE = 0.8
_COMMANDS: Mapping[str, str] = {
    "cancel": _("leave it"),
    "choose": _("choice"),
    "confirm": _("yes"),
    "decline": _("no"),
    "emergency": _("danger"),
    "human": _("wants a person"),
    "optout": _("no more messages"),
    "smalltalk": _("courtesy"),
    "unclear": _("nothing sure"),
}


@dataclass(frozen=True, slots=True)
class Quiet:
    """One thing behind the scenes: in words, with the records that it touched."""

    text: str
    records: tuple[str, ...] = ()


@dataclass(slots=True)
class Spoken:
    """One message, or one step, and what the representative made of it."""

    sequence: int
    who: str
    text: str
    at: datetime
    under: list[Quiet] = field(default_factory=list)
    is_customer: bool = False


def lines(events: Iterable[EventCard], customer: str) -> list[Spoken]:
    """The conversation in order; what was understood and done stands under its message."""
    found: list[Spoken] = []
    by_place: dict[int, Spoken] = {}
    for event in events:
        if event.kind in _UNDER:
            answers = event.body.get("answers")
            above = by_place.get(answers) if isinstance(answers, int) else None
            above = above or (found[-1] if found else None)
            if above is not None:
                above.under.append(_UNDER[event.kind](event.body))
            continue
        line = _line(event, customer)
        found.append(line)
        by_place[event.sequence] = line
    return found


def _line(event: EventCard, customer: str) -> Spoken:
    text = str(event.body.get("text", ""))
    if event.kind == "message_in":
        if event.body.get("is_doubtful"):
            customer = _("{customer} (the address may be forged)").format(customer=customer)
        return Spoken(event.sequence, customer, text, event.at, is_customer=True)
    name = person(str(event.body.get("by", event.actor)))
    if event.kind == "said":
        is_automated = event.body.get("who") == "automated"
        return Spoken(
            event.sequence, person("automated:") if is_automated else name, text, event.at
        )
    note = event.body.get("note") or event.body.get("reason") or ""
    told = words(event.kind) + (f": {reading.told(note).text}" if note else "")
    return Spoken(event.sequence, "", f"{told} ({name})", event.at)


def _understood(body: Mapping[str, JsonValue]) -> Quiet:
    commands = body.get("commands")
    read = (
        [_command(one) for one in commands or [] if isinstance(one, dict)]
        if isinstance(commands, list)
        else []
    )
    sure = body.get("confidence")
    doubt = _(", not surely") if isinstance(sure, float) and sure < _SURE else ""
    told = _("read as {commands}").format(commands=", ".join(read) or _("nothing sure"))
    return Quiet(f"{told}{doubt}")


def _command(command: Mapping[str, JsonValue]) -> str:
    if command.get("command") in ("give", "correct") and "slot" in command:
        return f"{words(command['slot']).lower()} {command.get('value')}"
    given = [
        f"{words(name).lower()} {value}"
        for name, value in command.items()
        if name not in _SILENT and value not in (None, "", [], {})
    ]
    what = command.get("operation") or command.get("command") or ""
    said = _COMMANDS.get(str(what)) or words(what).lower()
    return " ".join([said, *given])


def _ran(body: Mapping[str, JsonValue]) -> Quiet:
    records = body.get("records")
    touched = (
        tuple(str(one).rpartition(":")[2] for one in records) if isinstance(records, list) else ()
    )
    code = f", {words(body['code']).lower()}" if body.get("code") else ""
    act, status = naming.act(str(body.get("operation", ""))), words(body.get("status", "")).lower()
    return Quiet(f"{act}: {status}{code}", touched)


_UNDER: Mapping[str, Callable[[Mapping[str, JsonValue]], Quiet]] = {
    "understood": _understood,
    "ran": _ran,
}
