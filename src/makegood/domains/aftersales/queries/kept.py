"""Answer what was credited for goods that stay, and what was found in goods (C19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import Allowance, FoundItem, PhotoLook


@dataclass(frozen=True, slots=True)
class AllowanceCard:
    """What was credited while the goods stayed with the customer."""

    number: str
    party: str
    line: str
    quantity: int
    reason: str
    evidence: str
    is_whole: bool
    goods: Money
    tax: Money
    granted_at: datetime
    granted_by: str


@dataclass(frozen=True, slots=True)
class FoundItemCard:
    """Something found in goods, and what became of it: its whole log."""

    number: str
    party: str
    found_in: str
    description: str
    place: str
    state: str
    found_at: datetime
    found_by: str
    keep_until: date
    reminded_at: datetime | None
    handed_over_at: datetime | None
    handed_to: str
    disposed_at: datetime | None
    disposed_by: str
    how_disposed: str


@dataclass(frozen=True, slots=True)
class PhotoLookCard:
    """A photo of goods that did not show what it should, so that another was asked for."""

    photo: str
    line: str
    finding: str
    looked_at: datetime
    looked_by: str


def photo_looks_of(party: str) -> tuple[PhotoLookCard, ...]:
    """The photos of a party of which another was asked for, the first first."""
    rows = PhotoLook.objects.filter(party=party).select_related("line").order_by("pk")
    return tuple(
        PhotoLookCard(one.document, one.line.number, one.finding, one.looked_at, one.looked_by)
        for one in rows
    )


def allowance_card(number: str) -> AllowanceCard:
    """An allowance by its number; NotFound when there is none."""
    row = Allowance.objects.select_related("line").filter(number=number).first()
    if row is None:
        raise NotFound("allowance", number)
    return AllowanceCard(
        number=row.number, party=row.party, line=row.line.number, quantity=row.quantity,
        reason=row.reason, evidence=row.evidence, is_whole=row.is_whole, goods=row.goods,
        tax=row.tax, granted_at=row.granted_at, granted_by=row.granted_by,
    )  # fmt: skip


def found_item_card(number: str) -> FoundItemCard:
    """Something found by its number; NotFound when there is none."""
    row = FoundItem.objects.filter(number=number).first()
    if row is None:
        raise NotFound("found_item", number)
    return FoundItemCard(
        number=row.number, party=row.party, found_in=row.found_in, description=row.description,
        place=row.place, state=row.state, found_at=row.found_at, found_by=row.found_by,
        keep_until=row.keep_until, reminded_at=row.reminded_at,
        handed_over_at=row.handed_over_at, handed_to=row.handed_to, disposed_at=row.disposed_at,
        disposed_by=row.disposed_by, how_disposed=row.how_disposed,
    )  # fmt: skip
