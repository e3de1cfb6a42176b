"""Answer how surely somebody is known in a conversation, and whom a reference means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from makegood.core import clock, journal
from makegood.core.actor import V0, V2, V3, Actor, Level
from makegood.core.models import JournalRow
from makegood.core.outcome import NotFound, Status
from makegood.core.reading import asked_often
from makegood.domains.parties.finders import accounts_meant
from makegood.domains.parties.matching import names_agree
from makegood.domains.parties.models import (
    AccountRole,
    Address,
    Challenge,
    ContactPoint,
    Method,
    Party,
    Role,
    Verification,
)
from makegood.domains.parties.policy import Claimed
from makegood.domains.parties.spelling import any_contact_value, postcode_key

_CODES = frozenset({Method.EMAIL_CODE, Method.PHONE_CODE})


@dataclass(frozen=True, slots=True)
class Known:
    """Who is served in a conversation, and how surely that is known."""

    party: str | None
    level: Level
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party that a reference may mean, with what a second fact is compared to."""

    party: str
    kind: str
    name: str
    postcodes: frozenset[str]


def level_of(conversation: str | None, party: str | None) -> Level:
    """The highest level to which a party is known in a conversation now; V0 when not at all.

    Codes to two different kinds of contact point are two independent proofs: V3. Source: C04.
    """
    if not conversation or not party:
        return V0
    valid = Verification.objects.filter(
        conversation=conversation, party__number=party, expires_at__gt=clock.now()
    )
    proofs = list(valid.values_list("level", "method"))
    if not proofs:
        return V0
    if {method for _, method in proofs} >= _CODES:
        return V3
    return Level(max(level for level, _ in proofs))


def claimed_in(conversation: str | None) -> str | None:
    """The party whom somebody last claimed to be in a conversation, while that holds."""
    if not conversation:
        return None
    return next(iter(_claims(conversation, clock.now())), None)


@asked_often
def _claims(conversation: str, now: datetime) -> QuerySet[Verification, str]:
    valid = Verification.objects.filter(conversation=conversation, expires_at__gt=now)
    return valid.order_by("-at", "-pk").values_list("party__number", flat=True)[:1]


def known_in(conversation: str | None) -> Known:
    """Who is served in a conversation and how surely, with name and language of that party."""
    number = claimed_in(conversation)
    party = Party.objects.filter(number=number).first() if number else None
    if party is None:
        return Known(party=None, level=V0, name="", language="en")
    level = level_of(conversation, party.number)
    return Known(party=party.number, level=level, name=party.name, language=party.language)


def methods_proven(conversation: str, party: str) -> frozenset[str]:
    """By which methods a party has been verified (V2 or more) in a conversation, still valid."""
    valid = Verification.objects.filter(
        conversation=conversation,
        party__number=party,
        level__gte=V2,
        expires_at__gt=clock.now(),
    )
    return frozenset(valid.values_list("method", flat=True))


def proofs_of(conversation: str, party: str) -> tuple[int, ...]:
    """The proofs that hold for a party in a conversation now, the oldest first."""
    valid = Verification.objects.filter(
        conversation=conversation, party__number=party, expires_at__gt=clock.now()
    )
    return tuple(valid.order_by("at", "pk").values_list("pk", flat=True))


def carried_to(conversation: str) -> tuple[str, ...]:
    """The conversations that were begun with the proofs of this one."""
    carried = Verification.objects.filter(carried_from=conversation)
    return tuple(sorted(set(carried.values_list("conversation", flat=True))))


def is_locked(party: str) -> datetime | None:
    """Until when no code of a party is accepted, because too many were wrong; None if open."""
    locks = Challenge.objects.filter(party__number=party, locked_until__gt=clock.now())
    last = locks.order_by("locked_until").last()
    return last.locked_until if last else None


def find_by_reference(text: str) -> tuple[FoundParty, ...]:
    """The parties a reference may mean: account or customer number, e-mail, phone, and whatever
    the parts above know, such as an order number. () when it means nobody.
    """
    plain = text.strip()
    accounts = {plain, *accounts_meant(plain)}
    held = AccountRole.objects.filter(
        account__number__in=accounts, revoked_at=None, role__in=[Role.HOLDER, Role.JOINT]
    )
    keys = set(held.values_list("party", flat=True))
    keys |= set(Party.objects.filter(number__iexact=plain).values_list("pk", flat=True))
    value = any_contact_value(plain)
    if value:
        reached = ContactPoint.objects.filter(value=value, retired_at=None)
        keys |= set(reached.values_list("party", flat=True)[:50])
    parties = Party.objects.filter(pk__in=keys).order_by("pk")
    return tuple(_found(party) for party in parties)


def party_claimed(*, reference: str, name: str | None, postcode: str | None) -> Claimed | None:
    """The one party that the reference means and whose name or postcode agrees; else None."""
    agreeing = [
        one
        for one in find_by_reference(reference)
        if (name and names_agree(name, one.kind, one.name))
        or (postcode and postcode_key(postcode) in map(postcode_key, one.postcodes))
    ]
    return Claimed(agreeing[0].party, agreeing[0].name) if len(agreeing) == 1 else None


def conversation_of(actor: Actor) -> str:
    """The conversation in which a proof is to count. Raises NotFound when there is none."""
    if not actor.conversation:
        raise NotFound("conversation", "")
    return actor.conversation


def wrong_claims_in(conversation: str, minutes: int) -> int:
    """How many claims were refused in a conversation in the last minutes."""
    since = clock.now() - timedelta(minutes=minutes)
    return JournalRow.objects.filter(
        conversation=conversation,
        operation="parties.claim_identity",
        status=Status.REFUSED,
        at__gte=since,
    ).count()


def claims_on(party: str) -> str:
    """By which the journal finds the claims about a party again, also those that were refused."""
    return f"claims-on-{party}"


def claims_from(caller: str) -> str:
    """By which the journal finds the claims again that came from one address."""
    return f"claims-from-{caller}"


def wrong_claims_on(meant: str, minutes: int) -> int:
    """How many claims about, or from, somebody were refused lately, in any conversation."""
    since = clock.now() - timedelta(minutes=minutes)
    return journal.ended_so(meant, "parties.claim_identity", Status.REFUSED, since)


def codes_sent_to(party: str, minutes: int) -> int:
    """How many codes were sent to a party in the last minutes, in any conversation."""
    since = clock.now() - timedelta(minutes=minutes)
    return Challenge.objects.filter(party__number=party, sent_at__gte=since).count()


def wrong_codes_of(party: str, minutes: int) -> int:
    """How many wrong codes in a row were given for a party in the last minutes."""
    tried = Challenge.objects.filter(party__number=party).exclude(last_tried_at=None)
    ended = tried.exclude(answered_at=None, locked_until=None).order_by("last_tried_at").last()
    since = clock.now() - timedelta(minutes=minutes)
    if ended is not None and ended.last_tried_at is not None:
        tried = tried.filter(pk__gt=ended.pk)
    found = tried.filter(last_tried_at__gte=since).values_list("wrong_tries", flat=True)
    return sum(found)


def _found(party: Party) -> FoundParty:
    roles = AccountRole.objects.filter(party=party, revoked_at=None)
    now_used = Address.objects.filter(account__in=roles.values("account"), ends_on=None)
    return FoundParty(
        party=party.number,
        kind=party.kind,
        name=party.name,
        postcodes=frozenset(now_used.values_list("postal_code", flat=True)),
    )
