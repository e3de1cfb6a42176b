"""Find who is on record already and much like a new customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q

from makegood.domains.parties.matching import Likeness, likeness_percent
from makegood.domains.parties.models import AccountRole, Address, ContactPoint, Party
from makegood.domains.parties.spelling import folded, postcode_key

_MOST_LOOKED_AT = 50


def likeness_of(
    *, name: str, contacts: Iterable[str], address: str, postal_code: str, birth: str
) -> Likeness:
    """What is compared of a customer, in its one spelling."""
    place = f"{folded(address)} {postcode_key(postal_code)}".strip()
    return Likeness("", folded(name), frozenset(contacts), place, birth)


def alike_to(new: Likeness, postal_code: str) -> tuple[tuple[str, Decimal], ...]:
    """Who is on record with the same name, contact point or postcode; the likest first.

    Each with how much alike it is, in percent.
    """
    alike = Q(name_key=new.name) | Q(contact_points__value__in=new.contacts)
    if postal_code:
        near = Address.objects.filter(postal_code=postal_code, ends_on=None)
        first = new.name.partition(" ")[0]
        alike |= Q(roles__account__addresses__in=near, name_key__startswith=first)
    found = Party.objects.filter(alike).distinct().order_by("pk")[:_MOST_LOOKED_AT]
    scored = [(party.number, likeness_percent(new, _on_record(party))) for party in found]
    return tuple(sorted(scored, key=lambda one: (-one[1], one[0])))


def _on_record(party: Party) -> Likeness:
    points = ContactPoint.objects.filter(party=party, retired_at=None)
    roles = AccountRole.objects.filter(party=party, revoked_at=None)
    row = Address.objects.filter(account__in=roles.values("account"), ends_on=None).last()
    known = likeness_of(
        name=party.name,
        contacts=points.values_list("value", flat=True),
        address=row.line1 if row else "",
        postal_code=row.postal_code if row else "",
        birth=party.birth_date_index,
    )
    return replace(known, number=party.number)
