"""Answer who a customer is, which accounts there are, and who may do what on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from makegood.core import clock
from makegood.core.fulltext import having
from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.core.standing import WHOLE, Rights
from makegood.domains.parties.models import Account, AccountRole, Address, ContactPoint, Party, Role
from makegood.domains.parties.spelling import any_contact_value, folded, masked

_MOST_ALIKE = 200
"""Of more names that begin alike only some are put in order; whoever asks writes more of it."""

_PARTY = asked_often(lambda number: Party.objects.filter(number=number))
_PARTIES = asked_often(lambda numbers: Party.objects.filter(number__in=numbers))
_ROLES = asked_often(
    lambda party: (
        AccountRole.objects.filter(party__number=party, revoked_at=None)
        .select_related("account")
        .order_by("account__number")
    )
)
_HOLDERS = asked_often(
    lambda account: AccountRole.objects.filter(account__number=account).values_list(
        "party_id", flat=True
    )
)
_REACHED_AT = asked_often(
    lambda value: ContactPoint.objects.filter(value=value, retired_at=None).values_list(
        "party_id", flat=True
    )
)
_ADDRESSES = asked_often(
    lambda accounts: Address.objects.filter(account__number__in=accounts).order_by(
        "starts_on", "usage"
    )
)
_POINTS = asked_often(
    lambda party: ContactPoint.objects.filter(party=party, retired_at=None).order_by(
        "added_at", "pk"
    )
)


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as one party sees it: what it is on it and what it may do."""

    number: str
    line: str
    terms: str
    role: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class AddressCard:
    """A postal address and the days on which it is used; `ends_on` no longer counts."""

    usage: str
    line1: str
    line2: str
    locality: str
    region: str
    postal_code: str
    country: str
    starts_on: date
    ends_on: date | None
    is_checked: bool

    @property
    def one_line(self) -> str:
        """The whole address in one line."""
        place = f"{self.region} {self.postal_code}".strip()
        parts = (self.line1, self.line2, self.locality, place, self.country)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ContactCard:
    """An e-mail address or phone of a party."""

    number: str
    kind: str
    value: str
    masked: str
    added_on: date
    is_verified: bool
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A customer on one card, as it is today."""

    number: str
    kind: str
    name: str
    language: str
    since: date
    accounts: tuple[AccountCard, ...]
    addresses: tuple[AddressCard, ...]
    contact_points: tuple[ContactCard, ...]


def rights_on(account: str) -> Rights:
    """Who may act on an account today, and in which scopes. Raises NotFound. Source: C04."""
    roles = list(
        AccountRole.objects.filter(account__number=account, revoked_at=None).select_related("party")
    )
    if not roles and not Account.objects.filter(number=account).exists():
        raise NotFound("account", account)
    today = clock.today()
    found = {role.party.number: role.scopes_on(today) for role in roles}
    return {party: scopes for party, scopes in found.items() if scopes}


def own_rights(party: str) -> Rights:
    """For acts about a party itself: only that party. Raises NotFound."""
    if not Party.objects.filter(number=party).exists():
        raise NotFound("party", party)
    return {party: WHOLE}


def is_authorised(party: str, account: str, scope: str) -> bool:
    """Whether a party may act on an account in a scope today."""
    return bool(rights_on(account).get(party, frozenset()) & {"*", scope})


def accounts_of(party: str) -> tuple[AccountCard, ...]:
    """The accounts on which a party may do anything today, by number."""
    today = clock.today()
    cards = [
        AccountCard(
            number=role.account.number,
            line=role.account.line,
            terms=role.account.terms,
            role=role.role,
            scopes=role.scopes_on(today),
        )
        for role in _ROLES(party)
    ]
    return tuple(card for card in cards if card.scopes)


def account_of(party: str) -> str:
    """The number of the first account a party holds. Raises NotFound."""
    for card in accounts_of(party):
        if card.role in (Role.HOLDER, Role.JOINT):
            return card.number
    raise NotFound("account", party)


def accounts_helped_on(party: str) -> tuple[str, ...]:
    """The numbers of the accounts on which a party acts for somebody else today."""
    own = (Role.HOLDER, Role.JOINT)
    return tuple(card.number for card in accounts_of(party) if card.role not in own)


def address_of(account: str, usage: str = "mailing", on: date | None = None) -> AddressCard | None:
    """The address of an account for a use on a day (today if none is named)."""
    day = on or clock.today()
    used = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))
    row = Address.objects.filter(used, account__number=account, usage=usage).last()
    return address_card(row) if row else None


def recent_address_change(party: str, days: int) -> date | None:
    """The day on which an address of a party's account was last changed on request.

    None when that is more than `days` days ago: a red flag no longer (ACC-4, AC03.4).
    """
    since = clock.today() - timedelta(days=days)
    roles = AccountRole.objects.filter(party__number=party, revoked_at=None)
    changed = Address.objects.filter(account__in=roles.values("account"))
    last = changed.exclude(requested_at=None).order_by("requested_at").last()
    if last is None or last.requested_at is None:
        return None
    day = clock.local(last.requested_at).date()
    return day if day >= since else None


def party_card(number: str) -> PartyCard:
    """A customer on one card. Raises NotFound."""
    party = next(iter(_PARTY(number)), None)
    if party is None:
        raise NotFound("party", number)
    return _party_card(party)


def names_of(numbers: Collection[str]) -> Mapping[str, str]:
    """The names of several parties by their numbers; a number of nobody is left out."""
    return {one.number: one.name for one in _PARTIES(numbers)}


def find_parties(text: str, limit: int = 20) -> tuple[PartyCard, ...]:
    """The customers a text may mean: a number, account, e-mail, phone, or the beginnings of the
    words of a name; best first.
    """
    value, key = any_contact_value(text), folded(text)
    # Asked one by one, since no database has an index for an "or" that goes over several tables.
    named_by = list(_HOLDERS(text.strip()))
    if value:
        named_by += _REACHED_AT(value)
    exact = Q(number=text.strip().upper()) | Q(pk__in=named_by[:limit])
    found = list(Party.objects.filter(exact).order_by("pk")[:limit])
    if key and len(found) < limit:
        alike = having(Party, "name_key", key.split(), want="each beginning", most=_MOST_ALIKE)
        named = Party.objects.filter(pk__in=alike).exclude(pk__in=[one.pk for one in found])
        found += list(named.order_by("name_key", "pk")[: limit - len(found)])
    return tuple(_party_card(party) for party in found)


def _party_card(party: Party) -> PartyCard:
    accounts = accounts_of(party.number)
    held = [card.number for card in accounts if card.role in (Role.HOLDER, Role.JOINT)]
    today = clock.today()
    rows = [row for row in _ADDRESSES(held) if row.ends_on is None or row.ends_on > today]
    return PartyCard(
        number=party.number,
        kind=party.kind,
        name=party.name,
        language=party.language,
        since=party.since,
        accounts=accounts,
        addresses=tuple(address_card(row) for row in rows),
        contact_points=tuple(contact_card(point) for point in _POINTS(party.pk)),
    )


def contact_card(point: ContactPoint) -> ContactCard:
    """A contact point on one card."""
    return ContactCard(
        number=point.number,
        kind=point.kind,
        value=point.value,
        masked=masked(point.kind, point.value),
        added_on=clock.local(point.added_at).date(),
        is_verified=point.verified_at is not None,
        failed_at=point.failed_at,
    )


def address_card(row: Address) -> AddressCard:
    """A postal address on one card."""
    return AddressCard(
        usage=row.usage,
        line1=row.line1,
        line2=row.line2,
        locality=row.locality,
        region=row.region,
        postal_code=row.postal_code,
        country=row.country,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_checked=row.is_checked,
    )
