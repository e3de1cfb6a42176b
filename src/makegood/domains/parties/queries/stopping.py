"""Gather what matters when messages must stop, and confirm it once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.calendars import company_calendar
from makegood.core.sealed import blind_index
from makegood.core.statements import Statement
from makegood.domains.parties.models import AccountRole, Address, ContactKind, ContactPoint, OptOut
from makegood.domains.parties.policy import OptOutFacts
from makegood.domains.parties.queries.reach import (
    SUPPRESSED,
    Reach,
    contact_point_for,
    letter_to,
)
from makegood.domains.parties.spelling import any_contact_value, masked
from makegood.handbook import book

_CONFIRMED_BY = {"sms": "phone", "voice": "phone", "email": "email"}


def opt_out_facts(actor: Actor, contact_value: str | None) -> OptOutFacts:
    """Whose messages stop: the actor's party, else whoever has this address alone."""
    value = any_contact_value(contact_value) if contact_value else None
    party = actor.party
    if party is None and value:
        owners = ContactPoint.objects.filter(value=value, retired_at=None)
        numbers = set(owners.values_list("party__number", flat=True)[:2])
        # A number that a household shares stays an address of its own: all of them are heard.
        party = numbers.pop() if len(numbers) == 1 else None
    days = book().clause("LAW-XM-2", on=clock.today()).whole("honoured_within")
    return OptOutFacts(
        party=party,
        contact_value=value,
        latest_day=company_calendar().add_business_days(clock.today(), days),
    )


def suppressed(value: str) -> str:
    """What is kept of an address of somebody who was erased: it is recognised, but not read."""
    return blind_index(value, SUPPRESSED)


def addresses_alone_of(party: str) -> tuple[int, ...]:
    """The postal addresses of accounts on which nobody but this party has any part, by key."""
    theirs = AccountRole.objects.filter(party__number=party, revoked_at=None)
    others = AccountRole.objects.filter(revoked_at=None).exclude(party__number=party)
    found = Address.objects.filter(account__in=theirs.values("account"))
    alone = found.exclude(account__in=others.values("account"))
    return tuple(alone.order_by("pk").values_list("pk", flat=True))


def stopped_already(facts: OptOutFacts, channels: Iterable[str]) -> bool:
    """Whether messages have been stopped on each of the channels."""
    whose = Q(party__number=facts.party) if facts.party else Q(contact_value=facts.contact_value)
    stopped = OptOut.objects.filter(whose, lifted_at=None)
    return set(channels) <= set(stopped.values_list("channel", flat=True))


def confirmation_of(
    facts: OptOutFacts, channel: str, says: tuple[Statement, ...]
) -> tuple[str, dict[str, JsonValue]] | None:
    """The one confirmation of a stop: the kind of effect and its payload; None if unreachable."""
    reach = _where(facts, _CONFIRMED_BY.get(channel))
    return (reach.channel, letter_to(reach, "messages_stopped", *says)) if reach else None


def _where(facts: OptOutFacts, kind: str | None) -> Reach | None:
    if facts.party:
        return contact_point_for(facts.party, kind) or contact_point_for(facts.party)
    if not facts.contact_value:
        return None
    is_mail = "@" in facts.contact_value
    own = ContactKind.EMAIL if is_mail else ContactKind.PHONE
    return Reach(
        number="",
        kind=own,
        value=facts.contact_value,
        channel="mail" if is_mail else "text",
        masked=masked(own, facts.contact_value),
        name="",
        language="en",
    )
