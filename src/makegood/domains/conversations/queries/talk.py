"""Answer questions about conversations: where one stands, what was said, who waits. C01."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from pydantic import JsonValue

from makegood.core.actor import Actor, Channel, Level
from makegood.core.reading import asked_often
from makegood.domains.conversations.models import (
    Conversation,
    Event,
    EventKind,
    HandOver,
    TakeOver,
    Urgency,
)
from makegood.domains.conversations.policy import name_of, takes_part
from makegood.domains.conversations.queries import rows

_URGENCIES = tuple(Urgency)

_OF_PARTY = asked_often(
    lambda party: Conversation.objects.filter(party=party).order_by("-opened_at", "-pk")
)
_WITH_PERSON = asked_often(
    lambda name: Conversation.objects.filter(
        pk__in=TakeOver.objects.filter(person=name, ended_at=None).values("conversation"),
        closed_at=None,
    ).order_by("-last_event_at", "-pk")
)
_WAITING = asked_often(
    lambda: HandOver.objects.filter(taken_at=None, withdrawn_at=None).select_related("conversation")
)


@dataclass(frozen=True, slots=True)
class ConversationCard:
    """A conversation at a glance. `with_person` is the username of who has it."""

    number: str
    channel: str
    language: str
    contact_point: str
    claimed_party: str
    party: str
    level: Level
    opened_at: datetime
    closed_at: datetime | None
    with_person: str | None
    waits_for_person: bool
    waiting_since: datetime | None
    last_sequence: int
    title: str
    caller: str

    @property
    def is_spoken(self) -> bool:
        """Whether it is spoken, so that what is written in it is only put on record."""
        return self.channel in (Channel.VOICE, Channel.DESK)


@dataclass(frozen=True, slots=True)
class EventCard:
    """One thing that happened in a conversation."""

    sequence: int
    kind: str
    body: Mapping[str, JsonValue]
    at: datetime
    act: str
    actor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said: by the customer, the automated representative or a person."""

    sequence: int
    who: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A customer who waits for a person, with all that the person needs to go on."""

    conversation: str
    title: str
    urgency: str
    reason: str
    summary: str
    party: str
    level: Level
    waiting_since: datetime
    due_at: datetime


def card(number: str) -> ConversationCard:
    """One conversation; NotFound when there is none of this number."""
    row = rows.conversation(number)
    person = next((one.person for one in rows.take_overs(number) if one.ended_at is None), None)
    title = next(map(_title, rows.first_written(number)), "")
    return _card(row, person, bool(rows.hand_overs_waiting(number)), title)


def of_party(party: str, limit: int = 50) -> tuple[ConversationCard, ...]:
    """The conversations in which this party was proven to be the one, newest first."""
    return _cards(_OF_PARTY.at_most(limit, party))


def open_ones(limit: int = 200) -> tuple[ConversationCard, ...]:
    """The conversations that are going on, the latest word first."""
    found = Conversation.objects.filter(closed_at=None).order_by("-last_event_at", "-pk")
    return _cards(found[:limit])


def with_person(name: str, limit: int = 200) -> tuple[ConversationCard, ...]:
    """The conversations that this person of ours has taken over and not given back."""
    return _cards(_WITH_PERSON.at_most(limit, name))


def may_see(actor: Actor, number: str) -> bool:
    """Whether this actor may read and take part: people of ours, and whose conversation it is."""
    found = rows.conversations(number)
    return bool(found) and takes_part(actor, number, found[0].party)


def is_known(number: str) -> bool:
    """Whether there is such a conversation, going on or ended."""
    return bool(rows.conversations(number))


def is_open(number: str) -> bool:
    """Whether there is such a conversation and it goes on."""
    return Conversation.objects.filter(number=number, closed_at=None).exists()


def events(number: str, after: int = 0, limit: int = 500) -> tuple[EventCard, ...]:
    """What happened after a place in the conversation, in order, at most 500 at once."""
    found = rows.events_after(number, after)
    if not found:
        rows.conversation(number)
    return tuple(
        EventCard(one.sequence, one.kind, one.body, one.at, one.act, one.actor)
        for one in found[:limit]
    )


def transcript(number: str) -> tuple[Line, ...]:
    """What was said, in order, without what happened behind the scenes."""
    said = rows.conversation(number).events.order_by("sequence")
    spoken = said.filter(kind__in=(EventKind.MESSAGE_IN, EventKind.SAID))
    return tuple(line_of(one) for one in spoken)


def last_answer(number: str) -> tuple[int, dict[str, JsonValue] | None]:
    """Where the dialogue answered last, and its state then; 0 and None when it never did."""
    for one in rows.newest_said(number):
        state = one.body.get("state")
        if isinstance(state, dict):
            return one.sequence, state
    return 0, None


def unanswered(number: str) -> tuple[int, ...]:
    """The places of the customer's messages that came after the last answer."""
    marks = rows.marks(number)
    covered = max((covers for _, _, covers in marks), default=0)
    written = (place for place, kind, _ in marks if kind == EventKind.MESSAGE_IN)
    return tuple(sorted(place for place in written if place > covered))


def is_answered(number: str, sequence: int) -> bool:
    """Whether this message of the customer had its answer, or one that came later."""
    return sequence not in unanswered(number)


def conversation_of_message(channel: str, external_id: str) -> str | None:
    """The conversation in which a message with this id of its sender stands; None when none."""
    found = Event.objects.filter(external_id=external_id, conversation__channel=channel)
    numbers = found.order_by("-pk").values_list("conversation__number", flat=True)
    return numbers.first()


def waiting() -> tuple[WaitingCard, ...]:
    """Who waits for a person, in the order of need: danger first, then what is due first."""
    asked = _WAITING()
    titles = _titles([row.conversation for row in asked])
    found = [
        WaitingCard(
            conversation=row.conversation.number,
            title=titles.get(row.conversation_id, ""),
            urgency=row.urgency,
            reason=row.reason,
            summary=row.summary,
            party=row.party,
            level=Level(row.level),
            waiting_since=row.conversation.waiting_since or row.asked_at,
            due_at=row.due_at,
        )
        for row in asked
    ]
    return tuple(sorted(found, key=_need))


def _cards(conversations: Iterable[Conversation]) -> tuple[ConversationCard, ...]:
    found = list(conversations)
    if not found:
        return ()
    has = TakeOver.objects.filter(conversation__in=found, ended_at=None)
    people = {one.conversation_id: one.person for one in has}
    waits = HandOver.objects.filter(conversation__in=found, taken_at=None, withdrawn_at=None)
    waiting_ones = set(waits.values_list("conversation_id", flat=True))
    titles = _titles(found)
    return tuple(
        _card(row, people.get(row.pk), row.pk in waiting_ones, titles.get(row.pk, ""))
        for row in found
    )


def _card(row: Conversation, person: str | None, waits: bool, title: str) -> ConversationCard:
    return ConversationCard(
        number=row.number,
        channel=row.channel,
        language=row.language,
        contact_point=row.contact_point,
        claimed_party=row.claimed_party,
        party=row.party,
        level=Level(row.level),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        with_person=person,
        waits_for_person=waits,
        waiting_since=row.waiting_since,
        last_sequence=row.last_sequence,
        title=title,
        caller=row.caller,
    )


def _title(first: Event) -> str:
    return str(first.body.get("text", ""))[:80]


def _titles(conversations: list[Conversation]) -> dict[int, str]:
    """The first words of the customer in each of these conversations."""
    if not conversations:
        return {}
    written = Event.objects.filter(conversation__in=conversations, kind=EventKind.MESSAGE_IN)
    firsts = written.values("conversation").annotate(first=Min("sequence"))
    wanted = {(one["conversation"], one["first"]) for one in firsts}
    early = written.filter(sequence__in={place for _, place in wanted})
    return {
        one.conversation_id: _title(one)
        for one in early
        if (one.conversation_id, one.sequence) in wanted
    }


def line_of(one: Event) -> Line:
    """What was said in one event, and by whom."""
    text = str(one.body.get("text", ""))
    if one.kind == EventKind.MESSAGE_IN:
        return Line(one.sequence, "customer", "", text, one.at)
    by = str(one.body.get("by", one.actor))
    who = str(one.body.get("who", "company"))
    return Line(one.sequence, who, name_of(by), text, one.at)


def _need(one: WaitingCard) -> tuple[int, datetime, datetime]:
    return _URGENCIES.index(Urgency(one.urgency)), one.due_at, one.waiting_since
