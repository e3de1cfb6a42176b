"""Sum up a contact from what happened in it: asked, known, done, not done, promised. C08.

The system writes it from the events, so nobody has to, and it never says more than they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core.promises import open_promises
from makegood.domains.conversations.models import EventKind
from makegood.domains.conversations.queries.talk import EventCard, events

_STATES_FACT = frozenset({"give", "correct"})
_DONE = frozenset({"done", "pending_approval", "scheduled"})
_LONGEST_ASKED = 300
_ALL = 2_000


@dataclass(frozen=True, slots=True)
class ActDone:
    """An act that was tried in a contact: what came of it, and the records it touched."""

    operation: str
    status: str
    code: str
    records: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether it was done, or waits only for somebody's yes or its day."""
        return self.status in _DONE


@dataclass(frozen=True, slots=True)
class ContactSummary:
    """A contact at a glance.

    `asked` are the customer's own words, the first and the last; `facts` what was said of each
    thing that was asked for, the last word of it; `promised` with when it is due.
    """

    asked: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    acts: tuple[ActDone, ...]
    promised: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to sum up yet."""
        return not (self.asked or self.acts)


def contact_summary(number: str) -> ContactSummary:
    """What a conversation came to so far. NotFound when there is none of this number."""
    happened = _all(number)
    words = [_text(one) for one in happened if one.kind == EventKind.MESSAGE_IN]
    said = [text for text in words if text]
    acts = tuple(_act(one.body) for one in happened if one.kind == EventKind.RAN)
    touched = [record for act in acts for record in act.records]
    promises = open_promises(among=[f"conversation:{number}", *dict.fromkeys(touched)])
    return ContactSummary(
        asked=tuple(dict.fromkeys((*said[:1], *said[-1:]))),
        facts=tuple(_facts(happened).items()),
        acts=tuple(dict.fromkeys(acts)),
        promised=tuple(one.text for one in promises),
    )


def _all(number: str) -> list[EventCard]:
    found = list(events(number))
    while found and len(found) < _ALL and len(found) % 500 == 0:
        more = events(number, found[-1].sequence)
        if not more:
            break
        found += more
    return found


def _facts(happened: Iterable[EventCard]) -> dict[str, str]:
    """What the customer stated, by what it was about; a later word takes the place of a former."""
    found: dict[str, str] = {}
    for event in happened:
        commands = event.body.get("commands") if event.kind == EventKind.UNDERSTOOD else None
        for one in commands if isinstance(commands, list) else []:
            if isinstance(one, dict) and one.get("command") in _STATES_FACT and one.get("slot"):
                found[str(one["slot"])] = str(one.get("value"))
    return found


def _text(event: EventCard) -> str:
    return str(event.body.get("text", "")).strip()[:_LONGEST_ASKED]


def _act(body: Mapping[str, JsonValue]) -> ActDone:
    records = body.get("records")
    return ActDone(
        operation=str(body.get("operation", "")),
        status=str(body.get("status", "")),
        code=str(body.get("code") or ""),
        records=tuple(map(str, records)) if isinstance(records, list) else (),
    )
