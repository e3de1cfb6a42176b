"""Shape what is shown of an order: its lines, its shipments, where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.money import Money


@dataclass(frozen=True, slots=True)
class LineCard:
    """An order line as it is shown; net and tax are those of the whole line."""

    number: str
    order: str
    party: str
    account: str
    sku: str
    title: Mapping[str, str]
    quantity: int
    shipped: int
    delivered: int
    returned: int
    cancelled: int
    returnable: int
    unit_price: Money
    discount: Money
    net: Money
    tax: Money
    serials: tuple[str, ...]
    ordered_on: date
    delivered_on: date | None
    installed_on: date | None
    is_goods: bool

    def title_in(self, language: str) -> str:
        """The product's name in a language."""
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, slots=True)
class ScanCard:
    """What the carrier reported, when and where."""

    at: datetime
    place: str
    event: str


@dataclass(frozen=True, slots=True)
class ShipmentCard:
    """A shipment as it is shown; lines are (order line, pieces).

    `damage_noted` is whether the driver noted damage, with or without words in `delivery_note`.
    `service` and `cost` are those of the carriage that brought it, where one was booked.
    `turned_back_as` says why it comes back to us, if it does, and `undone_as` why its goods count
    as not sent, if they do: it was lost, say. `window` is the half of its day that was chosen,
    and `goes_to` its own place, where its order goes elsewhere by now.
    """

    number: str
    carrier: str
    tracking: str
    shipped_on: date
    promised_on: date
    delivered_at: datetime | None
    delivery_note: str
    damage_noted: bool
    service: str
    cost: Money | None
    lines: tuple[tuple[str, int], ...]
    scans: tuple[ScanCard, ...]
    undone_as: str = ""
    turned_back_as: str = ""
    window: str = ""
    goes_to: ShipTo | None = None


@dataclass(frozen=True, slots=True)
class ShipTo:
    """Where the goods of an order go."""

    line1: str
    line2: str
    locality: str
    region: str
    postal_code: str
    country: str

    @property
    def written(self) -> tuple[str, ...]:
        """It line by line, as it is written on a parcel."""
        town = f"{self.locality}, {self.region} {self.postal_code}"
        return tuple(line for line in (self.line1, self.line2, town, self.country) if line)


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order as it is shown; goods is the sum of its lines without tax.

    `lines` are those that stand, `dropped` those of which nothing does any more.
    """

    number: str
    party: str
    account: str
    channel: str
    po_number: str
    ordered_on: date
    state: str
    ship_to: ShipTo
    lines: tuple[LineCard, ...]
    dropped: tuple[LineCard, ...]
    shipments: tuple[ShipmentCard, ...]
    goods: Money
    tax: Money
    total: Money
