"""Make labels and follow parcels as a carrier would, with faults when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.adapters.carriers.simulated.faults import take_fault
from makegood.adapters.carriers.simulated.models import Fault, Label
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.transactions import write

CARRIER = "Meridian Freight"
_WAY = (
    (timedelta(days=1), "picked_up", "at the sender"),
    (timedelta(days=2), "in_transit", "Harlow depot"),
    (timedelta(days=3), "delivered", "Northvale Returns"),
)
_LOST_AFTER = "picked_up"


@dataclass(frozen=True, slots=True)
class Report:
    """Where a parcel was seen, and when."""

    at: datetime
    event: str
    place: str


class SimulatedCarrier:
    """A carrier with a memory of its own: the same key gets the same label."""

    kinds = ("carrier.label", "carrier.void", "carrier.claim")

    def deliver(self, delivery: Delivery) -> Receipt:
        """Make or void a label, or take a claim, once for each key; raises a waiting fault."""
        fault = take_fault()
        if fault in (Fault.DELAY, Fault.LATE):
            raise TemporaryFailure("the carrier does not answer in time")
        if fault is Fault.FAIL:
            raise PermanentFailure("the carrier does not take this address")
        if delivery.kind == "carrier.claim":
            # The claim is known by its own key, so asking again makes no second one.
            return Receipt(f"MF-{delivery.key}", {"status": "taken"})
        number = str(delivery.payload["return_number"])
        if delivery.kind == "carrier.void":
            return _void(number)
        label = _label(delivery, number, is_lost=fault is Fault.LOST)
        if fault in (Fault.TWICE, Fault.TIMEOUT):  # done, but the answer is lost: asked again
            raise TemporaryFailure("the carrier's answer got lost")
        if fault is Fault.WRONG:
            return Receipt(f"LB-{label.pk}", {"status": "ok"})
        return Receipt(
            reference=f"LB-{label.pk}",
            details={
                "tracking": label.tracking,
                "carrier": CARRIER,
                "service": label.service,
                "paid_by": label.paid_by,
            },
        )

    def track(self, tracking: str) -> list[Report]:
        """What the carrier has seen of a parcel until now; of a lost one nothing more comes."""
        label = Label.objects.filter(tracking=tracking, voided_at=None).first()
        if label is None:
            return []
        seen = [
            Report(label.made_at + after, event, place)
            for after, event, place in _WAY
            if label.made_at + after <= clock.now()
        ]
        return [one for one in seen if not label.is_lost or one.event == _LOST_AFTER]


def _label(delivery: Delivery, number: str, *, is_lost: bool) -> Label:
    with write(Label):
        made, _ = Label.objects.get_or_create(
            key=delivery.key,
            defaults={
                "return_number": number,
                "tracking": f"MF{clock.local(clock.now()):%y%m%d}{number.removeprefix('R-')}",
                "service": str(delivery.payload["service"]),
                "paid_by": str(delivery.payload["paid_by"]),
                "made_at": clock.now(),
                "is_lost": is_lost,
            },
        )
    return made


def _void(number: str) -> Receipt:
    with write(Label):
        live = Label.objects.filter(return_number=number, voided_at=None)
        voided = live.update(voided_at=clock.now())
    return Receipt(reference=f"void:{number}", details={"voided": voided})


carrier = SimulatedCarrier()
