"""Put customers on record: a new one, or one with the history it had elsewhere. Source: C03."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import F, Q

from makegood.core import clock
from makegood.core.numbers import next_number
from makegood.core.sealed import blind_index
from makegood.domains.parties.addressing import PostalAddress, shape_of
from makegood.domains.parties.history import (
    PartyHistory,
    PastAccount,
    PastAddress,
    PastContactPoint,
)
from makegood.domains.parties.models import (
    Account,
    AccountRole,
    Address,
    Consent,
    ContactKind,
    ContactPoint,
    Party,
    PartyKind,
    Role,
    Usage,
)
from makegood.domains.parties.queries.duplicates import alike_to, likeness_of
from makegood.domains.parties.spelling import contact_value, folded
from makegood.handbook import book

_MIDDAY = time(12)
_FIRST_ACCOUNT = 40_000


@dataclass(frozen=True, slots=True)
class NewParty:
    """A new customer in the company's own spelling; `contacts` maps kinds to values."""

    kind: PartyKind
    name: str
    language: str
    contacts: Mapping[ContactKind, str]
    address: PostalAddress | None
    birth_date: str
    tax_number: str

    @classmethod
    def of(
        cls,
        *,
        kind: PartyKind,
        name: str,
        language: str,
        given: Mapping[ContactKind, str | None],
        address: PostalAddress | None,
        birth_date: date | None,
        tax_number: str | None,
    ) -> NewParty:
        """Read a customer as somebody gives it; contact points that are none are left out."""
        spelled = {one: contact_value(one, text) for one, text in given.items() if text}
        served = book().company.languages
        return cls(
            kind=kind,
            name=name,
            language=language if language in served else served[0],
            contacts={one: value for one, value in spelled.items() if value},
            address=address,
            birth_date=birth_date.isoformat() if birth_date else "",
            tax_number=tax_number or "",
        )


def alike_on_record(new: NewParty) -> tuple[tuple[str, Decimal], ...]:
    """Who is on record and much like a new customer, each with the percentage; best first."""
    code = new.address.postal_code if new.address else ""
    one = likeness_of(
        name=new.name,
        contacts=new.contacts.values(),
        address=new.address.line1 if new.address else "",
        postal_code=code,
        birth=_birth_index(new),
    )
    return alike_to(one, code)


def put_on_record(new: NewParty, history: PartyHistory | None, *, at: datetime, today: date) -> str:
    """Write a customer with account, addresses and contact points; answer with its number."""
    number = history.number if history else next_number("C")
    party = Party.objects.create(
        number=number,
        kind=new.kind,
        name=new.name,
        name_key=folded(new.name),
        language=new.language,
        since=history.since if history else today,
        birth_date=new.birth_date,
        birth_date_index=_birth_index(new),
        tax_number=new.tax_number,
        tax_number_index=blind_index(new.tax_number, "tax_number") if new.tax_number else "",
    )
    past = history or _as_history(new, number, today)
    for account in past.accounts:
        _keep_account(party, account, past.addresses)
    for point in past.contact_points:
        _keep_contact_point(party, point, at if history is None else _noon(point.added_on))
    for consent in past.consents:
        Consent.objects.create(
            party=party,
            purpose=consent.purpose,
            channel=consent.channel,
            wording=consent.wording,
            wording_version="import",
            captured_how="import",
            given_at=_noon(consent.on),
        )
    return number


def keep_address(
    account: Account, usage: str, address: PostalAddress, starts_on: date, at: datetime | None
) -> None:
    """Let an address be used from a day on, and the former one until then."""
    used = Address.objects.filter(account=account, usage=usage)
    # What was planned for later and never came to be stays on record with no days of its own.
    used.filter(starts_on__gte=starts_on).update(ends_on=F("starts_on"))
    running = Q(ends_on=None) | Q(ends_on__gt=starts_on)
    used.filter(running, starts_on__lt=starts_on).update(ends_on=starts_on)
    Address.objects.create(
        account=account,
        usage=usage,
        **address.lines,
        is_checked=shape_of(address).fits,
        starts_on=starts_on,
        requested_at=at,
    )


def _as_history(new: NewParty, number: str, today: date) -> PartyHistory:
    account = f"{_FIRST_ACCOUNT + int(number.removeprefix('C-'))}"
    line = book().company.lines[0] if book().company.lines else "general"
    places = [PastAddress(**new.address.model_dump(), start=today)] if new.address else []
    return PartyHistory(
        number=number,
        since=today,
        addresses=tuple(places),
        contact_points=tuple(
            PastContactPoint(kind=kind, value=value, added_on=today, verified=False)
            for kind, value in new.contacts.items()
        ),
        accounts=(PastAccount(number=account, line=line, opened_on=today),),
    )


def _keep_account(party: Party, past: PastAccount, addresses: tuple[PastAddress, ...]) -> None:
    account, is_new = Account.objects.get_or_create(
        number=past.number,
        defaults={"line": past.line, "terms": past.terms, "opened_on": past.opened_on},
    )
    AccountRole.objects.create(
        account=account, party=party, role=past.role, granted_at=_noon(past.opened_on)
    )
    if not is_new or past.role not in (Role.HOLDER, Role.JOINT):
        return
    for place in sorted(addresses, key=lambda one: one.start):
        for usage in place.usage:
            _keep_past_address(account, usage, place)


def _keep_past_address(account: Account, usage: Usage, place: PastAddress) -> None:
    asked = _noon(place.changed_on) if place.changed_on else None
    keep_address(account, usage, place.place, place.start, asked)
    if place.until is not None:
        current = Address.objects.filter(account=account, usage=usage, ends_on=None)
        current.update(ends_on=place.until)


def _keep_contact_point(party: Party, past: PastContactPoint, added_at: datetime) -> None:
    value = contact_value(past.kind, past.value)
    ContactPoint.objects.create(
        number=next_number("CP"),
        party=party,
        kind=past.kind,
        value=value or past.value,
        added_at=added_at,
        verified_at=added_at if past.verified else None,
    )


def _birth_index(new: NewParty) -> str:
    return blind_index(new.birth_date, "birth_date") if new.birth_date else ""


def _noon(day: date) -> datetime:
    return clock.at_local(day, _MIDDAY)
