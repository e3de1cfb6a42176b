"""Keep the bills of carriers, and what of them is owed, parcel by parcel. Source: C18."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import Q

from makegood.core.money import Money
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.policy.freight import CarrierBillFacts, Judged, Parcel
from makegood.domains.aftersales.terms import rule_for
from makegood.domains.ordering.models import Carriage, Shipment


class CarrierBill(models.Model):
    """What a carrier asked for the parcels that it brought or fetched."""

    ref_kind = "carrier_bill"

    number = models.CharField(max_length=32, unique=True)
    carrier = models.CharField(max_length=60)
    their_number = models.CharField(max_length=40)
    dated_on = models.DateField()
    currency = models.CharField(max_length=3)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carrier", "their_number"], name="carrier_bill_once")
        ]

    def keep(self, lines: Sequence[Judged]) -> None:
        """Keep what is asked and what is owed for each parcel."""
        BilledParcel.objects.bulk_create(
            BilledParcel(
                bill=self, place=place, tracking=one.parcel.tracking, about=one.parcel.about,
                asked_cents=one.parcel.asked.cents, owed_cents=one.owed.cents, why=one.why,
            )
            for place, one in enumerate(lines, 1)
        )  # fmt: skip


class BilledParcel(models.Model):
    """One parcel of a carrier's bill: which it is of ours, what is asked, what is owed, and why."""

    bill = models.ForeignKey(CarrierBill, on_delete=models.PROTECT, related_name="parcels")
    place = models.PositiveIntegerField()
    tracking = models.CharField(max_length=60, db_index=True)
    about = models.CharField(max_length=90, blank=True, default="")
    asked_cents = models.BigIntegerField()
    owed_cents = models.BigIntegerField()
    why = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bill", "place"], name="billed_parcel_place"),
            models.CheckConstraint(
                condition=Q(owed_cents__gte=0, owed_cents__lte=models.F("asked_cents")),
                name="billed_parcel_owed",
            ),
        ]


def lock_bill(carrier: str, number: str, asked: Sequence[tuple[str, Money]]) -> CarrierBillFacts:
    """The parcels that a carrier bills, as plain facts; what they brought or fetched is locked.

    So of two bills at once, the second waits and sees what the first was owed.
    """
    named = Q(tracking__in=sorted({one for one, _ in asked}), carrier__iexact=carrier)
    for brought in (Shipment, Return):
        list(brought.objects.select_for_update().filter(named).order_by("pk"))
    known = CarrierBill.objects.filter(carrier__iexact=carrier, their_number=number)
    return CarrierBillFacts(
        carrier=carrier, bill=number, is_known=known.exists(),
        parcels=tuple(_parcel(carrier, tracking, amount) for tracking, amount in asked),
    )  # fmt: skip


def _parcel(carrier: str, tracking: str, asked: Money) -> Parcel:
    earlier = BilledParcel.objects.filter(tracking=tracking, bill__carrier__iexact=carrier)
    before = earlier.filter(owed_cents__gt=0)
    billed_on = before.order_by("pk").values_list("bill__their_number", flat=True).first() or ""
    sent = Shipment.objects.filter(tracking=tracking, carrier__iexact=carrier).order_by("pk").last()
    if sent is not None:
        booked = Carriage.objects.filter(shipment=sent).first()
        cents = booked.cost_cents if booked else None
        agreed = None if cents is None else Money(cents, asked.currency)
        return Parcel(tracking, asked, f"shipment:{sent.number}", agreed, False, billed_on)
    back = Return.objects.filter(tracking=tracking, carrier__iexact=carrier).order_by("pk").last()
    if back is None:
        return Parcel(tracking, asked, "", None, False, billed_on)
    rule = rule_for(back.reason, back.authorised_at.date())
    by_customer = rule.freight_paid_by == "customer"
    return Parcel(tracking, asked, f"return:{back.number}", None, by_customer, billed_on)
