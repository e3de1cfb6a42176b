"""Keep orders, their lines, and the shipments that bring them. Source: C11, C12."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import models
from django.db.models import F, Q
from pydantic import TypeAdapter

from makegood.core.money import Money
from makegood.domains.ordering.baskets import Basket, numbered
from makegood.domains.ordering.policy.orders import BilledShare
from makegood.handbook import book

BASKET = TypeAdapter(Basket)
ON_ACCOUNT = "net30"
"""The terms of an account that pays thirty days after the invoice."""


class SalesOrder(models.Model):
    """An order of a customer with its address and its money; its state is that of its lines.

    `basket` is what it was priced from on `priced_on`; both are empty where another system took
    it. `terms` are those of an account that pays later, and empty for who pays first. What
    `ships_complete` leaves all at once.
    """

    ref_kind = "order"

    number = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32, db_index=True)
    channel = models.CharField(max_length=16)
    po_number = models.CharField(max_length=40, blank=True, default="")
    ordered_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    line1 = models.CharField(max_length=120)
    line2 = models.CharField(max_length=120, blank=True, default="")
    locality = models.CharField(max_length=80)
    region = models.CharField(max_length=40)
    postal_code = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3, default="USD")
    tax_cents = models.BigIntegerField()
    total_cents = models.BigIntegerField()
    basket = models.JSONField(null=True)
    priced_on = models.DateField(null=True)
    terms = models.CharField(max_length=16, blank=True, default="", db_default="")
    deposit_cents = models.BigIntegerField(null=True)
    ships_complete = models.BooleanField(default=False, db_default=False)
    allocated_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    picked_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(tax_cents__gte=0, total_cents__gte=F("tax_cents")),
                name="order_total_holds_its_tax",
            )
        ]

    @property
    def total(self) -> Money:
        """The whole amount with tax."""
        return Money(self.total_cents, self.currency)

    @property
    def asked(self) -> Basket | None:
        """What it was priced from, line by line; None where another system took it.

        What was kept before lines were numbered finds its lines by their articles.
        """
        basket = None if self.basket is None else BASKET.validate_python(self.basket)
        return basket and (basket if all(one.line for one in basket.wanted) else self._on(basket))

    def keep_basket(self, basket: Basket) -> None:
        """Keep from what it is priced now, each entry with the line that it stands on."""
        self.basket = BASKET.dump_python(self._on(basket), mode="json")

    def _on(self, basket: Basket) -> Basket:
        lines = self.lines.filter(cancelled_at=None).order_by("place")
        return numbered(basket, lines.values_list("number", "sku"))

    def keep_price(self, basket: Basket, on: date, deposit: Money, together: bool) -> None:
        """Keep from what and for which day it was priced, its deposit, and if it leaves at once."""
        self.keep_basket(basket)
        self.priced_on, self.deposit_cents = on, deposit.cents
        self.terms = ON_ACCOUNT if basket.is_on_account else ""
        self.ships_complete = together
        self.save(update_fields=["basket", "priced_on", "deposit_cents", "terms", "ships_complete"])


class OrderLine(models.Model):
    """One line: pieces of one product, and how many were shipped, delivered and taken back.

    `quantity` are the pieces that still stand, `cancelled` those that do not. A line of which
    none stands has `cancelled_at` and keeps what it was.
    """

    ref_kind = "order_line"

    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="lines")
    number = models.CharField(max_length=40, unique=True)
    place = models.PositiveIntegerField()
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    unit_price_cents = models.BigIntegerField()
    discount_cents = models.BigIntegerField(default=0)
    discount_reason = models.CharField(max_length=200, blank=True, default="")
    tax_cents = models.BigIntegerField()
    unit_cost_cents = models.BigIntegerField(default=0)
    shipped = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0, db_default=0)
    cancelled_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    installed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "place"], name="order_line_place"),
            models.CheckConstraint(
                condition=Q(
                    shipped__lte=F("quantity"),
                    delivered__lte=F("shipped"),
                    returned__lte=F("delivered"),
                ),
                name="order_line_pieces_add_up",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, tax_cents__gte=0, discount_cents__gte=0),
                name="order_line_is_a_sale",
            ),
        ]

    @classmethod
    def take_back(cls, number: str, pieces: int) -> None:
        """Count pieces of a line as returned."""
        cls.objects.filter(number=number).update(returned=F("returned") + pieces)

    @property
    def net_cents(self) -> int:
        """The price of the whole line without tax, in cents."""
        return self.quantity * self.unit_price_cents - self.discount_cents


class Shipment(models.Model):
    """Goods of an order on their way or delivered, and what was invoiced with them.

    `window` is the half of its day at which it was promised, where one was chosen; `goes_to` its
    own place, where the rest of its order goes elsewhere.
    `damage_noted` is whether the proof of delivery says that goods were damaged at the door.
    `turned_back_as` says why it is on its way back to us, if it is: refused, or not to be brought.
    Since `undone_at` its goods count as not sent, and its bill as taken back: `undone_as` says
    whether they were lost, brought to somebody else, or are here again.
    """

    ref_kind = "shipment"

    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="shipments")
    number = models.CharField(max_length=32, unique=True)
    carrier = models.CharField(max_length=60)
    tracking = models.CharField(max_length=60)
    shipped_at = models.DateTimeField()
    promised_on = models.DateField()
    window = models.CharField(max_length=12, blank=True, default="", db_default="")
    goes_to = models.JSONField(null=True)
    delivered_at = models.DateTimeField(null=True)
    delivery_note = models.CharField(max_length=400, blank=True, default="")
    damage_noted = models.BooleanField(default=False, db_default=False)
    invoiced_cents = models.BigIntegerField(default=0)
    deposit_cents = models.BigIntegerField(default=0)
    turned_back_at = models.DateTimeField(null=True)
    turned_back_as = models.CharField(max_length=16, blank=True, default="", db_default="")
    undone_at = models.DateTimeField(null=True)
    undone_as = models.CharField(max_length=16, blank=True, default="", db_default="")

    def left_before(self) -> dict[str, int]:
        """How many pieces of each line of the order left with shipments before this one."""
        earlier = ShippedLine.objects.filter(
            shipment__order=self.order_id, shipment__pk__lt=self.pk, shipment__undone_at=None
        )
        sums = earlier.values_list("line__number").annotate(left=models.Sum("quantity"))
        return dict(sums)

    def serials(self) -> dict[str, list[str]]:
        """The serial numbers of the pieces in it, by order line."""
        found: dict[str, list[str]] = {}
        pieces = Piece.objects.filter(shipped_line__shipment=self).order_by("pk")
        for line, serial in pieces.values_list("shipped_line__line__number", "serial"):
            found.setdefault(line, []).append(serial)
        return found

    def pack(
        self, billed: Mapping[str, int], serials: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        """Put pieces into the shipment; a serial goes with the one that the pick log shows."""
        for number, count in billed.items():
            line = OrderLine.objects.get(number=number, order=self.order)
            line.shipped += count
            line.save(update_fields=["shipped"])
            known = book().catalogue.products.get(line.sku)
            carton = (known.carton if known else None) or ""
            shipped = ShippedLine.objects.create(
                shipment=self, line=line, quantity=count, carton=carton
            )
            Piece.objects.bulk_create(
                Piece(shipped_line=shipped, serial=sold, picked_serial=picked)
                for sold, picked in serials.get(number, ())
            )


class ShippedLine(models.Model):
    """How many pieces of an order line were invoiced with a shipment, and in which carton."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shipped_lines")
    quantity = models.PositiveIntegerField()
    carton = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="shipped_line_once")
        ]


class ShipmentInvoice(models.Model):
    """What was billed with a shipment, and what of it the deposit paid; an invoice of its own."""

    number = models.CharField(max_length=32, unique=True)
    shipment = models.OneToOneField(Shipment, on_delete=models.PROTECT, related_name="invoice")
    dated_on = models.DateField()
    goods_cents = models.BigIntegerField()
    labour_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    deposit_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    taken_back_at = models.DateTimeField(null=True)


class InvoiceLine(models.Model):
    """What of an order line was billed with a shipment, as it was priced then."""

    invoice = models.ForeignKey(ShipmentInvoice, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="billed")
    quantity = models.PositiveIntegerField()
    net_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "line"], name="billed_line_once")]

    @staticmethod
    def keep(invoice: ShipmentInvoice, billed: Iterable[BilledShare]) -> None:
        """Keep each line of an invoice with its share of the order line's price and tax."""
        rows = {one.number: one for one in OrderLine.objects.filter(order=invoice.shipment.order)}
        InvoiceLine.objects.bulk_create(
            InvoiceLine(invoice=invoice, line=rows[one.line], quantity=one.pieces,
                net_cents=one.net.cents, tax_cents=one.tax.cents)
            for one in billed
        )  # fmt: skip


class Piece(models.Model):
    """One piece with a serial number: what was registered as sold, and what was picked."""

    shipped_line = models.ForeignKey(ShippedLine, on_delete=models.PROTECT, related_name="pieces")
    serial = models.CharField(max_length=40, db_index=True)
    picked_serial = models.CharField(max_length=40)


class Scan(models.Model):
    """What the carrier reported of a shipment, when and where."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="scans")
    at = models.DateTimeField()
    place = models.CharField(max_length=80)
    event = models.CharField(max_length=24)


class Visit(models.Model):
    """A visit of a fitter for an order line, and whether the appliance was installed."""

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="visits")
    at = models.DateTimeField()
    installed = models.BooleanField()
    note = models.CharField(max_length=400)
