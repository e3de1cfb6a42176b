"""Keep exchanges: what goes back, what comes instead, and what secures what is still out (C21)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from pydantic import JsonValue

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.policy.cores import ExchangeRecord
from makegood.domains.billing.models import Payment
from makegood.domains.ordering.models import OrderLine, SalesOrder
from makegood.domains.parties.queries import rights_on


class Exchange(models.Model):
    """One piece for another: of other goods (uneven), under warranty (even), or ahead (advance).

    Goods and tax are those of what comes: what was told for other goods, and what is held on the
    card for a piece that goes ahead. `back` is the return by which other goods come back; a piece
    replaced under warranty comes back as a core. A replacement that is not wanted any more is
    cancelled; when it had left, it is the new piece that comes back.
    """

    ref_kind = "exchange"

    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=8)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="exchanges")
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32)
    serial = models.CharField(max_length=40, blank=True, default="", db_index=True)
    sku = models.CharField(max_length=40)
    back = models.OneToOneField(
        Return, on_delete=models.PROTECT, null=True, related_name="exchange"
    )
    order = models.CharField(max_length=32, blank=True, default="")
    currency = models.CharField(max_length=3, default="USD")
    goods_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    token = models.CharField(max_length=64, blank=True, default="")
    last4 = models.CharField(max_length=4, blank=True, default="")

    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=80)
    held_at = models.DateTimeField(null=True)
    hold_declined_at = models.DateTimeField(null=True)
    hold_released_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    shipped_by = models.CharField(max_length=80, blank=True, default="")
    new_serial = models.CharField(max_length=40, blank=True, default="")
    tracking = models.CharField(max_length=60, blank=True, default="")
    core_due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    charged_at = models.DateTimeField(null=True)
    core_received_at = models.DateTimeField(null=True)
    core_received_by = models.CharField(max_length=80, blank=True, default="")
    reversed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_cents__gte=0, tax_cents__gte=0), name="exchange_of_something"
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | Q(charged_at__isnull=False),
                name="exchange_reversed_after_its_charge",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None)
                | Q(cancelled_at__isnull=False, shipped_at__isnull=False, core_received_at=None),
                name="exchange_taken_back_unwanted",
            ),
        ]

    @classmethod
    def running(cls, serial: str) -> models.QuerySet[Exchange]:
        """The exchanges of a piece whose faulty piece is awaited, and that did not end."""
        found = cls.objects.filter(serial=serial, core_received_at=None, taken_back_at=None)
        return found.exclude(cancelled_at__isnull=False, shipped_at=None).order_by("pk")

    @classmethod
    def around(cls, serial: str) -> models.QuerySet[Exchange]:
        """The running ones of a piece, and those that it came by and that may still be charged."""
        found = cls.objects.filter(new_serial=serial, core_received_at=None, taken_back_at=None)
        return (cls.running(serial) | found.filter(charged_at=None)).order_by("pk")

    @property
    def goods(self) -> Money:
        """What comes instead, without tax."""
        return Money(self.goods_cents, self.currency)

    @property
    def tax(self) -> Money:
        """The tax on what comes instead."""
        return Money(self.tax_cents, self.currency)

    @property
    def hold(self) -> str:
        """The name of what the card holds for it."""
        return f"hold:{self.number}"

    @property
    def is_held(self) -> bool:
        """Whether the card still secures it: not once it was let go, or its charge was paid."""
        if self.held_at is None or self.hold_released_at is not None:
            return False
        paid = Payment.objects.filter(hold=self.hold, captured_at__isnull=False)
        return self.charged_at is None or not paid.exists()

    def wire(self) -> dict[str, JsonValue]:
        """What the payment provider is told to hold, or to let go."""
        return {
            "order": self.line.order.number, "method": "card", "token": self.token,
            "on": self.hold, "amount_cents": self.goods_cents + self.tax_cents,
            "currency": self.currency,
        }  # fmt: skip

    @property
    def state(self) -> str:
        """How far it is, by what was done last."""
        if self.kind == "uneven":
            return "agreed" if self.back is None else self.back.state
        if self.cancelled_at is not None and self.shipped_at is None:
            return "cancelled"
        for state, at in (
            ("taken_back", self.taken_back_at),
            ("reversed", self.reversed_at),
            ("core_received", self.core_received_at),
            ("charged", self.charged_at),
            ("coming_back", self.cancelled_at),
            ("shipped", self.shipped_at),
            ("hold_declined", self.hold_declined_at),
            ("held", self.held_at),
        ):
            if at is not None and not (state == "core_received" and self.shipped_at is None):
                return state
        ended = SalesOrder.objects.filter(number=self.order, cancelled_at__isnull=False)
        return "cancelled" if self.order and ended.exists() else "agreed"

    @property
    def record(self) -> ExchangeRecord:
        """The exchange as the policy sees it."""
        return ExchangeRecord(
            number=self.number, kind=self.kind, order=self.line.order.number, party=self.party,
            sku=self.sku, serial=self.serial, goods=self.goods, tax=self.tax, last4=self.last4,
            is_held=self.is_held,
            is_answered=self.held_at is not None or self.hold_declined_at is not None,
            shipped_on=_day(self.shipped_at), new_serial=self.new_serial,
            core_due_on=self.core_due_on, charged_on=_day(self.charged_at),
            core_received_on=_day(self.core_received_at),
            cancelled_on=_day(self.cancelled_at), taken_back_on=_day(self.taken_back_at),
            rights=rights_on(self.account),
        )  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None
