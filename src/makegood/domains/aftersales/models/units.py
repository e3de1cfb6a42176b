"""Keep the pieces that customers registered, and each repair of a piece. Source: C21."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from makegood.core.clock import today
from makegood.core.money import Money
from makegood.domains.aftersales.warranty import Attempt, Fitted, fitted_part
from makegood.domains.catalog.queries import warranty_terms
from makegood.handbook import book


class Unit(models.Model):
    """A piece with a serial number that a customer registered, or got in place of another.

    What we sold ourselves needs no such row: its order shows when it was delivered. `number` is
    the serial number; `covered_until` what a replaced piece left of its warranty.
    """

    ref_kind = "unit"

    number = models.CharField(max_length=40, unique=True)
    sku = models.CharField(max_length=40)
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32)
    bought_on = models.DateField(null=True)
    proof = models.CharField(max_length=200, blank=True, default="")
    dealer_shipped_on = models.DateField(null=True)
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=80)
    replaces = models.CharField(max_length=40, blank=True, default="", db_index=True)
    covered_until = models.DateField(null=True)


class Repair(models.Model):
    """One repair of one component of a piece: what failed, what the warranty pays, how it ended.

    `evidence` shows the day of the fault when it was told late; `fee_told_cents` is what the
    customer was told that the visit may cost, `fee_cents` what it did cost. Source: WAR-8, WAR-11.
    """

    ref_kind = "repair"

    number = models.CharField(max_length=32, unique=True)
    serial = models.CharField(max_length=40, db_index=True)
    sku = models.CharField(max_length=40)
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32)
    component = models.CharField(max_length=24)
    symptom = models.CharField(max_length=1000)
    failed_on = models.DateField()
    place = models.CharField(max_length=8)
    pays_parts = models.BooleanField()
    pays_labour = models.BooleanField()
    credit_cents = models.BigIntegerField(null=True)
    credit_paid_at = models.DateTimeField(null=True)
    currency = models.CharField(max_length=3, default="USD")
    authorised_at = models.DateTimeField()
    authorised_by = models.CharField(max_length=80)
    came_in_on = models.DateField(null=True)
    went_out_on = models.DateField(null=True)
    ended = models.CharField(max_length=16, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    used_for = models.CharField(max_length=8, blank=True, default="", db_default="")
    evidence = models.CharField(max_length=400, blank=True, default="", db_default="")
    damage = models.CharField(max_length=1000, blank=True, default="", db_default="")
    by_plan = models.BooleanField(default=False, db_default=False)
    fee_told_cents = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=24, blank=True, default="", db_default="")
    fee_cents = models.BigIntegerField(null=True)
    part = models.CharField(max_length=40, blank=True, default="", db_default="")
    comes_and_goes = models.BooleanField(default=False, db_default=False)
    again_of = models.CharField(max_length=32, blank=True, default="", db_default="")
    soak_began_at = models.DateTimeField(null=True)
    soak_hours = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(went_out_on=None) | Q(went_out_on__gte=F("came_in_on")),
                name="repair_left_after_it_came",
            )
        ]

    @property
    def credit(self) -> Money | None:
        """The share of the price that is credited; None when the part is paid or is not."""
        return None if self.credit_cents is None else Money(self.credit_cents, self.currency)

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"repair:{self.number}"

    @property
    def fee_told(self) -> Money | None:
        """What the customer was told beforehand that the visit may cost; None if nothing."""
        return None if self.fee_told_cents is None else Money(self.fee_told_cents, self.currency)

    @property
    def fee(self) -> Money | None:
        """What the visit did cost; None if nothing."""
        return None if self.fee_cents is None else Money(self.fee_cents, self.currency)

    @property
    def attempt(self) -> Attempt:
        """The repair as the warranty sees it."""
        return Attempt(
            self.number, self.component, self.came_in_on, self.went_out_on, self.ended,
            self.fitted, self.failed_on, self.comes_and_goes, self.again_of,
        )  # fmt: skip

    @property
    def fitted(self) -> Fitted | None:
        """The part that was fitted, with the cover of its own; None when none was."""
        if not self.part or self.went_out_on is None:
            return None
        return part_of_its_own(self.part, self.went_out_on)


class RefrigerantRecord(models.Model):
    """What was taken out of a circuit with refrigerant and put into it. Source: LAW-XM-61."""

    repair = models.OneToOneField(Repair, on_delete=models.PROTECT, related_name="recovery")
    certificate = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    recovered_grams = models.PositiveIntegerField()
    charged_grams = models.PositiveIntegerField()
    worked_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)


def part_of_its_own(part: str, on: date) -> Fitted:
    """A part as it is covered by itself from the day on which it was fitted."""
    days = book().clause("WAR-15", on=today()).whole("fitted_days")
    return fitted_part(part, on, warranty_terms(part, on), at_least_days=days)
