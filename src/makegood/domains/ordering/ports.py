"""A carrier as the company needs it: what it asks for a parcel, and where it saw one.

Labels are made, and made void, by effects ("carrier.label", "carrier.void"); this is the way to
ask before and after. An adapter fills it for each carrier; `use` says which there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from makegood.core.money import Money


@dataclass(frozen=True, slots=True)
class Parcel:
    """Goods that are to be brought: what they weigh, and what a carrier must know of them."""

    grams: int
    has_appliance: bool
    has_lithium: bool
    to_post_box: bool
    needs_signature: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """What a carrier asks for a parcel with one of its services, and in how many business days."""

    carrier: str
    code: str
    service: str
    price: Money
    days: int
    by_two: bool
    by_air: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Where a parcel was seen, and when."""

    at: datetime
    event: str
    place: str


class CarrierAway(Exception):
    """The carrier does not answer, or not so that it can be understood: nothing is known."""


class Carrier(Protocol):
    """Somebody who brings parcels for the company."""

    @property
    def name(self) -> str:
        """What the carrier is called."""

    def rates(self, parcel: Parcel) -> tuple[Rate, ...]:
        """What it asks for a parcel, by service; () when it does not take it. CarrierAway."""

    def track(self, tracking: str) -> tuple[Report, ...]:
        """Where it saw a parcel until now, the earliest first; () for an unknown number.

        CarrierAway when it does not answer.
        """


_carriers: list[Carrier] = []


def use(*carriers: Carrier) -> None:
    """Ask these carriers from now on."""
    _carriers[:] = carriers


def rates_of(parcel: Parcel) -> tuple[tuple[Rate, ...], tuple[str, ...]]:
    """What all carriers ask for a parcel, each service once, and the carriers that are away."""
    found: dict[str, Rate] = {}
    away: list[str] = []
    for one in _carriers:
        try:
            found |= {rate.code: rate for rate in one.rates(parcel) if rate.price.cents > 0}
        except CarrierAway:
            away.append(one.name)
    return tuple(found.values()), tuple(away)


def seen_by(carrier: str, tracking: str) -> tuple[Report, ...]:
    """Where a carrier saw a parcel; () when it is away now, or is none of ours."""
    for one in _carriers:
        if one.name == carrier:
            try:
                return one.track(tracking)
            except CarrierAway:
                return ()
    return ()
