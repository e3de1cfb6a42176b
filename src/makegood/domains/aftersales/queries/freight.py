"""Answer what carriers billed, and what of it is owed. Source: C18."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.models import CarrierBill


@dataclass(frozen=True, slots=True)
class BilledParcelCard:
    """One parcel of a carrier's bill, and why not all of it is owed ("owed" where it is)."""

    tracking: str
    about: str
    asked: Money
    owed: Money
    why: str


@dataclass(frozen=True, slots=True)
class CarrierBillCard:
    """A carrier's bill, parcel by parcel."""

    number: str
    carrier: str
    their_number: str
    dated_on: date
    billed: Money
    owed: Money
    recorded_at: datetime
    parcels: tuple[BilledParcelCard, ...]


def carrier_bill_card(number: str) -> CarrierBillCard:
    """A carrier's bill by our number; NotFound when there is none."""
    row = CarrierBill.objects.filter(number=number).first()
    if row is None:
        raise NotFound("carrier_bill", number)
    parcels = tuple(
        BilledParcelCard(
            one.tracking, one.about, Money(one.asked_cents, row.currency),
            Money(one.owed_cents, row.currency), one.why,
        )
        for one in row.parcels.order_by("place")
    )  # fmt: skip
    return CarrierBillCard(
        row.number, row.carrier, row.their_number, row.dated_on,
        sum_of([one.asked for one in parcels]), sum_of([one.owed for one in parcels]),
        row.recorded_at, parcels,
    )  # fmt: skip
