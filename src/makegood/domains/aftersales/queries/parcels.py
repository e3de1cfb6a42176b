"""Answer which parcels came back, and what was in them (C19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import Parcel, Return


@dataclass(frozen=True, slots=True)
class ParcelCard:
    """A parcel that came back: what could be read on it, and the returns that were in it."""

    number: str
    party: str
    sender: str
    order: str
    serial: str
    tracking: str
    grams: int | None
    taken_in_at: datetime
    taken_in_by: str
    matched_at: datetime | None
    matched_by: str
    returns: tuple[str, ...]


def parcel_card(number: str) -> ParcelCard:
    """A parcel by its number; NotFound when there is none."""
    row = Parcel.objects.filter(number=number).first()
    if row is None:
        raise NotFound("parcel", number)
    inside = Return.objects.filter(parcel=number).order_by("number")
    return ParcelCard(
        number=row.number, party=row.party, sender=row.sender, order=row.order, serial=row.serial,
        tracking=row.tracking, grams=row.grams, taken_in_at=row.taken_in_at,
        taken_in_by=row.taken_in_by, matched_at=row.matched_at, matched_by=row.matched_by,
        returns=tuple(inside.values_list("number", flat=True)),
    )  # fmt: skip


def parcels_of(party: str) -> tuple[ParcelCard, ...]:
    """The parcels of a party, the first first."""
    rows = Parcel.objects.filter(party=party).order_by("pk")
    return tuple(parcel_card(one) for one in rows.values_list("number", flat=True))
