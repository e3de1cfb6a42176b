"""Keep tests of products: the question, the samples with their custody, the results (C22)."""

from __future__ import annotations

from datetime import date

from django.db import models

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.aftersales.policy.trials import ACCEPT_LOT, LAB, SampleFacts, TrialFacts
from makegood.domains.aftersales.sampling import Verdict, component_of


class ProductTest(models.Model):
    """A test that was ordered: what it asks, which decision it changes, and what was decided."""

    ref_kind = "product_test"

    number = models.CharField(max_length=32, unique=True)
    sku = models.CharField(max_length=40)
    lot = models.CharField(max_length=40, blank=True, default="", db_index=True)
    method = models.CharField(max_length=40)
    question = models.CharField(max_length=400)
    decision_affected = models.CharField(max_length=400)
    consent = models.CharField(max_length=400, blank=True, default="")
    cost_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    due_on = models.DateField()
    ordered_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=80)
    sampled_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_row = models.CharField(max_length=40, blank=True, default="")
    action = models.CharField(max_length=40, blank=True, default="")
    lab = models.CharField(max_length=120, default=LAB, db_default=LAB)
    asked_by_party = models.CharField(max_length=32, blank=True, default="", db_default="")
    accepted = models.CharField(max_length=400, blank=True, default="", db_default="")
    not_before = models.DateField(null=True)
    borne_by = models.CharField(max_length=8, blank=True, default="", db_default="")

    @property
    def cost(self) -> Money:
        """What the laboratory asks for it."""
        return Money(self.cost_cents, self.currency)

    @property
    def state(self) -> str:
        """How far it is."""
        if self.decided_at is not None:
            return "inconclusive" if self.action == "retest" else "decided"
        if self.samples.filter(verdict__gt="", set_aside_at=None).exists():
            return "reported"
        return "sampled" if self.sampled_at is not None else "requested"


class Sample(models.Model):
    """One piece in a test: why it is in it, who holds it, and what was measured.

    What was set aside, because samples were mixed up, stays on record and counts no more.
    """

    of = models.ForeignKey(ProductTest, on_delete=models.PROTECT, related_name="samples")
    serial = models.CharField(max_length=40)
    role = models.CharField(max_length=12)
    holder = models.CharField(max_length=120)
    seal_broken_at = models.DateTimeField(null=True)
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    uncertainty = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    verdict = models.CharField(max_length=12, blank=True, default="")
    measured_at = models.DateTimeField(null=True)
    measured_by = models.CharField(max_length=80, blank=True, default="")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    set_aside_why = models.CharField(max_length=400, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "serial"], name="sample_once")]


class TestNotice(models.Model):
    """Somebody for whom a piece is evidence, who was told before a test destroys it."""

    of = models.ForeignKey(ProductTest, on_delete=models.PROTECT, related_name="notices")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12)
    mail = models.CharField(max_length=254)
    told_at = models.DateTimeField()


class Custody(models.Model):
    """One hand-over of a sample: from whom to whom, when, and whether its seal was whole."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="custody")
    at = models.DateTimeField()
    giver = models.CharField(max_length=120)
    taker = models.CharField(max_length=120)
    seal_whole = models.BooleanField()
    recorded_by = models.CharField(max_length=80)


def faults_of_lot(lot: str, today: date) -> dict[str, str]:
    """What a test found wrong with a whole lot, by component: "belt" is known by "LT-1001"."""
    rows = ProductTest.objects.filter(lot=lot, action=ACCEPT_LOT).order_by("pk") if lot else ()
    found = {component_of(row.method, today): row.number for row in rows}
    return {component: number for component, number in found.items() if component}


def lock_test(number: str) -> TrialFacts:
    """A test with its samples, locked; NotFound when there is none."""
    row = ProductTest.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("product_test", number)
    samples = tuple(
        SampleFacts(
            one.serial, one.role, one.holder, one.seal_broken_at is None,
            Verdict(one.verdict) if one.verdict else None,
        )
        for one in row.samples.filter(set_aside_at=None).order_by("pk")
    )  # fmt: skip
    aside = row.samples.exclude(set_aside_at=None).order_by("pk")
    return TrialFacts(
        number=number, sku=row.sku, lot=row.lot, method=row.method, samples=samples,
        decided_on=local(row.decided_at).date() if row.decided_at else None,
        lab=row.lab, cost=row.cost, asked_by=row.asked_by_party, not_before=row.not_before,
        is_accepted=row.lab != LAB and bool(row.asked_by_party and row.accepted),
        set_aside=tuple(aside.values_list("serial", flat=True)),
    )  # fmt: skip
