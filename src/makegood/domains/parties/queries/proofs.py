"""Gather what is known before a code is sent or looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core import clock
from makegood.core.actor import V1, V2, Actor, ActorKind
from makegood.core.sealed import same
from makegood.domains.parties.models import (
    Challenge,
    ContactKind,
    ContactPoint,
    Method,
    Party,
    Verification,
)
from makegood.domains.parties.policy import AnswerFacts, CodeFacts, CodePoint
from makegood.domains.parties.queries.accounts import contact_card
from makegood.domains.parties.queries.identity import (
    codes_sent_to,
    conversation_of,
    is_locked,
    level_of,
    methods_proven,
    wrong_codes_of,
)
from makegood.handbook import book

KIND_PROVEN = {
    Method.EMAIL_CODE: ContactKind.EMAIL,
    Method.PHONE_CODE: ContactKind.PHONE,
}


def code_facts(actor: Actor, chosen: str | None) -> CodeFacts:
    """What is known before a code is sent to the actor's party. Raises NotFound."""
    conversation, party = conversation_of(actor), actor.party or ""
    level = level_of(conversation, party)
    if actor.kind is ActorKind.STAFF and party:
        # A colleague at the desk has looked the customer up; the code still has to be answered.
        level = max(level, V1)
    minutes = book().clause("IDV-9", on=clock.today()).whole("within_minutes")
    points = ContactPoint.objects.filter(party__number=party, retired_at=None)
    cards = [contact_card(point) for point in points.order_by("added_at", "pk")]
    proven = methods_proven(conversation, party)
    return CodeFacts(
        party=party,
        level=level,
        points=tuple(
            CodePoint(one.number, one.kind, one.masked, one.added_on, one.failed_at is not None)
            for one in cards
        ),
        chosen=chosen,
        proven_kinds=frozenset(kind for method, kind in KIND_PROVEN.items() if method in proven),
        codes_sent=codes_sent_to(party, minutes),
        locked_until=is_locked(party),
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known when a code is given, and whether it is the right one."""

    facts: AnswerFacts
    is_right: bool


def answered(actor: Actor, code: str) -> Answered:
    """Look at an answer against the last code sent in the actor's conversation; party locked."""
    conversation, party, now = conversation_of(actor), actor.party or "", clock.now()
    # Answers for one party come one after the other, so that each wrong one is counted.
    Party.objects.select_for_update().filter(number=party).first()
    row = (
        Challenge.objects.select_related("party", "contact_point")
        .filter(party__number=party, conversation=conversation, answered_at=None)
        .order_by("sent_at", "pk")
        .last()
    )
    minutes = book().clause("IDV-4", on=clock.today()).whole("lock_minutes")
    facts = AnswerFacts(
        name=row.party.name if row else "",
        challenge=row.number if row else None,
        is_expired=row is not None and row.expires_at <= now,
        wrong_before=wrong_codes_of(party, minutes),
        locked_until=is_locked(party),
    )
    return Answered(facts, row is not None and same(code, row.code))


def waits_for_code(conversation: str, party: str) -> bool:
    """Whether a code went out to somebody in a conversation that they can still give."""
    sent = Challenge.objects.filter(party__number=party, conversation=conversation)
    return sent.filter(answered_at=None, expires_at__gt=clock.now()).exists()


@dataclass(frozen=True, slots=True)
class Proof:
    """How somebody last showed who they are in a conversation, and when."""

    method: str
    at: datetime


def last_proof(conversation: str, party: str) -> Proof | None:
    """The last proof of V2 or more that still holds in a conversation; None without one."""
    valid = Verification.objects.filter(
        conversation=conversation, party__number=party, level__gte=V2, expires_at__gt=clock.now()
    )
    row = valid.order_by("at", "pk").last()
    return Proof(row.method, row.at) if row else None
