"""The rows that every turn of a talk reads, by questions that are built only once."""

from __future__ import annotations

from django.db.models import QuerySet

from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.domains.conversations.models import (
    Conversation,
    Event,
    EventKind,
    HandOver,
    TakeOver,
)


def conversation(number: str) -> Conversation:
    """One conversation's row; NotFound when there is none of this number."""
    for row in conversations(number):
        return row
    raise NotFound("conversation", number)


@asked_often
def conversations(number: str) -> QuerySet[Conversation]:
    """The conversation of this number, if there is one."""
    return Conversation.objects.filter(number=number)


@asked_often
def locked(number: str) -> QuerySet[Conversation]:
    """The same, with nobody else at it until the transaction ends."""
    return Conversation.objects.select_for_update().filter(number=number)


@asked_often
def hand_overs_waiting(number: str) -> QuerySet[HandOver]:
    """The hand-over for which nobody came yet, if there is one."""
    of_it = HandOver.objects.filter(conversation__number=number)
    return of_it.filter(taken_at=None, withdrawn_at=None)


@asked_often
def take_overs(number: str) -> QuerySet[TakeOver]:
    """Who has had it, in order; who has it now is the one without an end."""
    return TakeOver.objects.filter(conversation__number=number).order_by("pk")


@asked_often
def marks(number: str) -> QuerySet[Event, tuple[int, str, int]]:
    """Of each event its place, its kind, and up to where it answers."""
    events = Event.objects.filter(conversation__number=number)
    return events.values_list("sequence", "kind", "covers")


@asked_often
def events_at(number: str, sequence: int) -> QuerySet[Event]:
    """The event at this place, if there is one."""
    return Event.objects.filter(conversation__number=number, sequence=sequence)


@asked_often
def events_after(number: str, sequence: int) -> QuerySet[Event]:
    """The next 500 events after a place, in order."""
    later = Event.objects.filter(conversation__number=number, sequence__gt=sequence)
    return later.order_by("sequence")[:500]


@asked_often
def newest_said(number: str) -> QuerySet[Event]:
    """What was said last, the newest first."""
    said = Event.objects.filter(conversation__number=number, kind=EventKind.SAID)
    return said.order_by("-sequence")[:20]


@asked_often
def first_written(number: str) -> QuerySet[Event]:
    """The customer's first message, if there is one."""
    written = Event.objects.filter(conversation__number=number, kind=EventKind.MESSAGE_IN)
    return written.order_by("sequence")[:1]


@asked_often
def recordings(number: str) -> QuerySet[Event]:
    """What happened to the recording of a call, the newest first."""
    told = Event.objects.filter(conversation__number=number, kind=EventKind.RECORDING)
    return told.order_by("-sequence")[:1]
