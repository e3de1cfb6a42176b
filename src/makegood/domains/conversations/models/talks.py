"""Keep conversations as they went, and who had them. Source: C01."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from makegood.core.inserting import add, change


class EventKind(StrEnum):
    """What can happen in a conversation; the state of the dialogue is folded from these."""

    OPENED = "opened"
    MESSAGE_IN = "message_in"
    UNDERSTOOD = "understood"
    RAN = "ran"
    SAID = "said"
    PARTY_KNOWN = "party_known"
    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"
    HANDED_BACK = "handed_back"
    CALL_BACK = "call_back"
    RECORDING = "recording"
    CLOSED = "closed"
    REOPENED = "reopened"


class Urgency(StrEnum):
    """How pressing it is that a person answers. Source: C39."""

    LIFE_OR_SAFETY = "life_or_safety"
    VULNERABLE = "vulnerable"
    NORMAL = "normal"


class Conversation(models.Model):
    """One session with a customer on one channel.

    `caller` marks the address it was opened from.
    `claimed_party` is who somebody says to be or whose contact point it is: no proof. `party`
    and `level` are what was proven here. `waiting_since` is the first unanswered message.
    `erased_at` is when its words were erased; what happened and when stands as before.
    """

    ref_kind = "conversation"

    number = models.CharField(max_length=20, unique=True)
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    contact_point = models.CharField(max_length=254, blank=True, default="", db_index=True)
    claimed_party = models.CharField(max_length=32, blank=True, default="")
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    level = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    caller = models.CharField(max_length=32, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True, default="")
    waiting_since = models.DateTimeField(null=True)
    last_sequence = models.PositiveIntegerField(default=0)
    last_event_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="conversation_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(party="", level=0) | ~Q(party=""), name="conversation_level_of_somebody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_event_at"], name="conversation_open", condition=Q(closed_at=None)
            )
        ]

    def add_event(self, event: Event) -> int:
        """Write what happened as the next event; only under the conversation's lock."""
        self.last_sequence += 1
        self.last_event_at = event.at
        event.conversation, event.sequence = self, self.last_sequence
        add(event)
        change(self, "last_sequence", "last_event_at")
        return event.sequence


class Event(models.Model):
    """One thing that happened in a conversation, in order. The database refuses to change it.

    Of something said, `answers` is the one message that the automated representative answered,
    and `covers` the last message of the customer that had its answer with it.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    body = models.JSONField()
    external_id = models.CharField(max_length=250, null=True)
    answers = models.PositiveIntegerField(null=True)
    covers = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    act = models.CharField(max_length=32)
    actor = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "sequence"], name="event_in_order"),
            models.UniqueConstraint(
                fields=["conversation", "external_id"], name="event_message_stored_once"
            ),
            models.UniqueConstraint(
                fields=["conversation", "answers"],
                condition=Q(kind=EventKind.SAID.value),
                name="event_message_answered_once",
            ),
        ]
        indexes = [
            models.Index(fields=["external_id"], name="event_external_id"),
            models.Index(
                fields=["at"], name="event_understood", condition=Q(kind=EventKind.UNDERSTOOD.value)
            ),
        ]


class Interaction(models.Model):
    """One thing that a customer wants in a conversation; a mail may bring several. Source: C01.

    `topic` is the operation that it asks for, `message` the place of the message that brought it;
    `outcome` is how it ended: as its act did, or "left" when the customer went on without it.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="interactions"
    )
    topic = models.CharField(max_length=80)
    message = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "topic"],
                condition=Q(ended_at=None),
                name="interaction_open_once",
            )
        ]


class HandOver(models.Model):
    """That a conversation was given to people: why, how pressing, with what in hand."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="hand_overs"
    )
    reason = models.CharField(max_length=400)
    urgency = models.CharField(max_length=16)
    summary = models.TextField()
    party = models.CharField(max_length=32, blank=True, default="")
    level = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(taken_at=None, withdrawn_at=None),
                name="hand_over_one_waits",
            )
        ]


class TakeOver(models.Model):
    """That a person of the company has, or had, a conversation."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="take_overs"
    )
    person = models.CharField(max_length=80)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(ended_at=None), name="take_over_one_has_it"
            )
        ]
