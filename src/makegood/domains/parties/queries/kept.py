"""Answer all that is kept about one person, for that person: nothing of anybody else. C05."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from makegood.core.outcome import NotFound
from makegood.domains.parties.models import (
    AccountRole,
    Address,
    Consent,
    ContactPoint,
    OptOut,
    Party,
    Role,
)
from makegood.domains.parties.queries.accounts import AddressCard, address_card
from makegood.domains.parties.queries.care import (
    CareCard,
    FalseDeathCard,
    PauseCard,
    care_for,
    died_by,
    false_deaths_of,
    pauses_of,
)


@dataclass(frozen=True, slots=True)
class KeptPoint:
    """An e-mail address or phone, those no longer used included."""

    kind: str
    value: str
    added_at: datetime
    verified_at: datetime | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptRole:
    """What the person is, or was, on an account; who else is on it is not told."""

    account: str
    line: str
    role: str
    scopes: tuple[str, ...]
    granted_at: datetime
    expires_on: date | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptConsent:
    """What the person agreed to, or asked to stop, in which words."""

    purpose: str
    channel: str
    wording: str
    captured_how: str
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptProof:
    """That the person proved who they are: how, and to which level."""

    method: str
    level: int
    at: datetime
    conversation: str


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Who somebody is in our records, sealed facts opened."""

    number: str
    kind: str
    name: str
    language: str
    since: date
    birth_date: str
    tax_number: str
    accounts: tuple[KeptRole, ...]
    addresses: tuple[AddressCard, ...]
    contact_points: tuple[KeptPoint, ...]
    consents: tuple[KeptConsent, ...]
    stops: tuple[KeptConsent, ...]
    proofs: tuple[KeptProof, ...]
    care: tuple[CareCard, ...]
    purchase_pauses: tuple[PauseCard, ...]
    died_by: datetime | None
    false_deaths: tuple[FalseDeathCard, ...]


def kept_person(number: str) -> KeptPerson:
    """All that is kept about who somebody is. Raises NotFound."""
    row = Party.objects.filter(number=number).first()
    if row is None:
        raise NotFound("party", number)
    roles = AccountRole.objects.filter(party=row).select_related("account").order_by("pk")
    held = [one.account_id for one in roles if one.role in (Role.HOLDER, Role.JOINT)]
    points = ContactPoint.objects.filter(party=row).exclude(value="").order_by("pk")
    return KeptPerson(
        number=row.number,
        kind=row.kind,
        name=row.name,
        language=row.language,
        since=row.since,
        birth_date=row.birth_date,
        tax_number=row.tax_number,
        accounts=tuple(map(_role, roles)),
        addresses=tuple(
            map(address_card, Address.objects.filter(account__in=held).order_by("starts_on", "pk"))
        ),
        contact_points=tuple(
            KeptPoint(one.kind, one.value, one.added_at, one.verified_at, one.retired_at)
            for one in points
        ),
        consents=tuple(map(_consent, row.consents.order_by("pk"))),
        stops=_stops(row, [one.value for one in points]),
        proofs=tuple(
            KeptProof(one.method, one.level, one.at, one.conversation)
            for one in row.verifications.order_by("pk")
        ),
        care=care_for(number),
        purchase_pauses=pauses_of(number),
        died_by=died_by(number),
        false_deaths=false_deaths_of(number),
    )


def _role(row: AccountRole) -> KeptRole:
    return KeptRole(
        row.account.number, row.account.line, row.role, tuple(row.scopes), row.granted_at,
        row.expires_on, row.revoked_at,
    )  # fmt: skip


def _consent(row: Consent) -> KeptConsent:
    return KeptConsent(
        row.purpose, row.channel, row.wording, row.captured_how, row.given_at, row.revoked_at
    )


def _stops(row: Party, values: list[str]) -> tuple[KeptConsent, ...]:
    found = OptOut.objects.filter(Q(party=row) | Q(contact_value__in=values)).order_by("pk")
    return tuple(
        KeptConsent("stop", one.channel, one.wording, one.captured_how, one.at, one.lifted_at)
        for one in found
    )
