"""Say how far an order is and where its parcels are, each sentence from its record. Source: C12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, say
from makegood.domains.ordering.policy.days import window_told
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class ParcelStatus:
    """A shipment as a customer asks about it: promised for when, and where it was seen last.

    `undone_as` says why its goods count as not sent, if so; while it is looked for there is a day
    by which the customer hears.
    """

    number: str
    carrier: str
    tracking: str
    shipped_on: date
    promised_on: date
    delivered_on: date | None
    place: str
    seen_on: date | None
    undone_as: str = ""
    turned_back_as: str = ""
    searched_until: date | None = None
    window: str = ""

    @property
    def is_awaited(self) -> bool:
        """Whether it is on its way to the customer."""
        return not (self.delivered_on or self.undone_as or self.turned_back_as)


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """How far an order is, with its shipments, the oldest first.

    `rest_on` is the day for which what has not left is promised, if one is, and `rest_window` the
    half of that day.
    """

    number: str
    ordered_on: date
    state: str
    parcels: tuple[ParcelStatus, ...]
    rest_on: date | None = None
    rest_window: str = ""


def tell_status(status: OrderStatus, *, today: date) -> Decision:
    """Say how far an order is, each sentence from the record it is about. Source: C12."""
    source = f"order:{status.number}"
    head = say(
        source, f"ordering.{status.state}", number=status.number, ordered_on=status.ordered_on
    )
    late = book().clause("DLV-3", on=today)
    told = [head]
    for parcel in status.parcels:
        told += _of_parcel(parcel)
        if parcel.searched_until:
            told.append(_told(parcel, "searched", day=parcel.searched_until))
        elif parcel.is_awaited and parcel.promised_on < today:
            told += [_told(parcel, "overdue", promised_on=parcel.promised_on), say(late)]
        elif parcel.is_awaited:
            told += window_told(parcel.window, today)
    if status.rest_on is not None and status.state != "on_hold":
        told.append(say(source, "ordering.rest_promised", promised_on=status.rest_on))
        told += window_told(status.rest_window, today)
    return allow(says=told)


def _of_parcel(parcel: ParcelStatus) -> list[Statement]:
    if parcel.undone_as:
        return [_told(parcel, f"parcel_{parcel.undone_as}", carrier=parcel.carrier)]
    if parcel.turned_back_as:
        return [_told(parcel, "parcel_turned_back", carrier=parcel.carrier)]
    if parcel.delivered_on is not None:
        return [_told(parcel, "parcel_delivered", on=parcel.delivered_on, carrier=parcel.carrier)]
    told = [
        _told(
            parcel, "parcel_under_way",
            carrier=parcel.carrier, tracking=parcel.tracking, on=parcel.shipped_on,
        ),
        _told(parcel, "promised", promised_on=parcel.promised_on),
    ]  # fmt: skip
    if parcel.seen_on is not None:
        told.insert(1, _told(parcel, "seen", place=parcel.place, on=parcel.seen_on))
    return told


def _told(parcel: ParcelStatus, sentence: str, **params: date | str) -> Statement:
    return say(f"shipment:{parcel.number}", f"ordering.{sentence}", **params)
