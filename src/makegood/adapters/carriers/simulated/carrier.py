"""Ask prices, make labels and follow parcels as carriers would, with faults when asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from makegood.adapters.carriers.simulated.faults import take_fault
from makegood.adapters.carriers.simulated.models import Fault, Label
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.money import Money
from makegood.core.transactions import write
from makegood.domains.ordering.ports import CarrierAway, Parcel, Rate, Report
from makegood.handbook import Row, book

RETURNS_CARRIER = "Meridian Freight"
_TO_US = "Northvale Returns"
_AT_SENDER, _DEPOT = "at the sender", "Harlow depot"
_LOST_AFTER, _DAMAGED = "picked_up", "delivered_damaged"
_RETURN_DAYS = 3


class SimulatedCarrier:
    """A carrier with prices and a memory of its own: the same key gets the same label."""

    kinds = ("carrier.label", "carrier.void", "carrier.claim", "carrier.search")

    def __init__(self, name: str) -> None:
        self.name = name

    def rates(self, parcel: Parcel) -> tuple[Rate, ...]:
        """What it asks for a parcel by each service that takes it; a waiting fault befalls it."""
        fault = take_fault()
        if fault is Fault.FAIL:
            return ()
        if fault in (Fault.DELAY, Fault.LATE, Fault.TIMEOUT):
            raise CarrierAway(f"{self.name} does not answer in time")
        rows = book().table("carrier_services", on=clock.today()).find(carrier=self.name)
        found = tuple(_rate(row, parcel) for row in rows if _takes(row, parcel))
        if fault is Fault.WRONG:  # prices below nothing: an answer that nobody may believe
            return tuple(replace(one, price=-one.price) for one in found)
        return (*found, *found) if fault is Fault.TWICE else found

    def deliver(self, delivery: Delivery) -> Receipt:
        """Make or void a label, take a claim or a search, once for each key; raises a fault."""
        fault = take_fault()
        if fault in (Fault.DELAY, Fault.LATE):
            raise TemporaryFailure("the carrier does not answer in time")
        if fault is Fault.FAIL:
            raise PermanentFailure("the carrier does not take this address")
        if delivery.kind in ("carrier.claim", "carrier.search"):
            # Each is known by its own key, so asking again makes no second one.
            return Receipt(f"MF-{delivery.key}", {"status": "taken"})
        number = str(delivery.payload.get("carriage") or delivery.payload["return_number"])
        if delivery.kind == "carrier.void":
            return _void(number)
        label = _label(delivery, number, fault)
        if fault in (Fault.TWICE, Fault.TIMEOUT):  # done, but the answer is lost: asked again
            raise TemporaryFailure("the carrier's answer got lost")
        if fault is Fault.WRONG:
            return Receipt(f"LB-{label.pk}", {"status": "ok"})
        return Receipt(
            reference=f"LB-{label.pk}",
            details={
                "tracking": label.tracking,
                "carrier": label.carrier,
                "service": label.service,
                "paid_by": label.paid_by,
            },
        )

    def track(self, tracking: str) -> tuple[Report, ...]:
        """What it has seen of a parcel until now; of a lost one nothing more comes."""
        label = Label.objects.filter(tracking=tracking, voided_at=None).first()
        if label is None:
            return ()
        way = (
            (min(1, label.days), "picked_up", label.starts_at or _AT_SENDER),
            (max(1, label.days - 1), "in_transit", _DEPOT),
            (label.days, _DAMAGED if label.is_damaged else "delivered", label.ends_at or _TO_US),
        )
        seen = [
            Report(label.made_at + timedelta(days=after), event, place)
            for after, event, place in way
            if label.made_at + timedelta(days=after) <= clock.now()
        ]
        return tuple(one for one in seen if not label.is_lost or one.event == _LOST_AFTER)


def carriers() -> tuple[SimulatedCarrier, ...]:
    """Each carrier that the handbook has services of, in the order of its table."""
    rows = book().table("carrier_services", on=clock.today()).rows
    return tuple(SimulatedCarrier(name) for name in dict.fromkeys(r.text("carrier") for r in rows))


def _takes(row: Row, parcel: Parcel) -> bool:
    """Whether a service takes a parcel at all, by its weight, its kind and where it goes."""
    is_light = parcel.grams <= row.whole("up_to_kg") * 1000
    is_reached = row["post_box"] is True or not parcel.to_post_box
    return is_light and is_reached and row["appliances"] is parcel.has_appliance


def _rate(row: Row, parcel: Parcel) -> Rate:
    begun_kg = -(-parcel.grams // 1000)
    price = _money(row, "price") + _money(row, "per_kg") * begun_kg
    signed = _money(row, "signature") if parcel.needs_signature else Money.zero()
    return Rate(
        carrier=row.text("carrier"), code=row.id, service=row.text("service"),
        price=price + signed, days=row.whole("days"), by_two=row["two_people"] is True,
        by_air=row["by_air"] is True,
    )  # fmt: skip


def _money(row: Row, column: str) -> Money:
    return Money.parse(f"{row.decimal(column):.2f}")


def _label(delivery: Delivery, number: str, fault: Fault | None) -> Label:
    told = delivery.payload
    carrier, service = str(told.get("carrier") or RETURNS_CARRIER), str(told["service"])
    sign = "".join(word[0] for word in carrier.split())
    to = told.get("to")
    place = str(to[-2]) if isinstance(to, list) and len(to) > 1 else ""
    rows = book().table("carrier_services", on=clock.today()).rows
    days = next((row.whole("days") for row in rows if row.id == service), _RETURN_DAYS)
    with write(Label):
        made, _ = Label.objects.get_or_create(
            key=delivery.key,
            defaults={
                "about": number,
                "tracking": f"{sign}{clock.local(clock.now()):%y%m%d}{number.rpartition('-')[2]}",
                "carrier": carrier,
                "service": service,
                "paid_by": str(told["paid_by"]),
                "made_at": clock.now(),
                "is_lost": fault is Fault.LOST,
                "is_damaged": fault is Fault.DAMAGED,
                "days": days,
                "starts_at": "Northvale" if "carriage" in told else "",
                "ends_at": place,
            },
        )
    return made


def _void(number: str) -> Receipt:
    with write(Label):
        live = Label.objects.filter(about=number, voided_at=None)
        voided = live.update(voided_at=clock.now())
    return Receipt(reference=f"void:{number}", details={"voided": voided})


carrier = SimulatedCarrier(RETURNS_CARRIER)
