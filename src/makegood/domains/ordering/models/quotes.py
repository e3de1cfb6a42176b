"""Keep quotes with each of their versions, and the certificates that free from tax. Source: C10."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from pydantic import TypeAdapter

from makegood.core.money import Money
from makegood.domains.ordering.baskets import Basket
from makegood.domains.ordering.models.rows import BASKET
from makegood.domains.ordering.pricing import Priced, PricedLine, Step

_STEPS = TypeAdapter(tuple[Step, ...])


class Quote(models.Model):
    """A price that we hold to for some days; the last of its versions is the one that counts.

    Its state is what happened to it: sent, until it is accepted, declined or expired.
    """

    ref_kind = "quote"

    number = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32, db_index=True)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=80, blank=True, default="")
    order = models.CharField(max_length=32, blank=True, default="", db_index=True)
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=200, blank=True, default="")
    expired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None, expired_at=None),
                name="quote_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, order="") | (~Q(accepted_at=None) & ~Q(order="")),
                name="quote_accepted_is_an_order",
            ),
        ]

    @property
    def state(self) -> str:
        """What became of it."""
        if self.accepted_at:
            return "accepted"
        if self.declined_at:
            return "declined"
        return "expired" if self.expired_at else "sent"

    def add(
        self, basket: Basket, priced: Priced, ship_to: dict[str, str], *,
        valid_until: date, edition: str, at: datetime, by: str,
    ) -> QuoteVersion:  # fmt: skip
        """Add a version with its lines; the one before is superseded by it."""
        version = QuoteVersion.objects.create(
            quote=self, version=self.versions.count() + 1, made_at=at, made_by=by,
            priced_on=priced.on, valid_until=valid_until, edition=edition,
            basket=BASKET.dump_python(basket, mode="json"), ship_to=ship_to,
            currency=priced.total.currency,
            taxes={place: tax.cents for place, tax in priced.taxes}, tax_cents=priced.tax.cents,
            total_cents=priced.total.cents, deposit_cents=priced.deposit.cents,
        )  # fmt: skip
        QuoteLine.objects.bulk_create(
            QuoteLine.of(version, place, line) for place, line in enumerate(priced.lines, 1)
        )
        return version


class QuoteVersion(models.Model):
    """One version of a quote: what was asked, for which day and place, and what it comes to.

    `basket` is all that its price was found from, with the `edition` of the handbook; `taxes`
    are cents by jurisdiction.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    priced_on = models.DateField()
    valid_until = models.DateField(db_index=True)
    edition = models.CharField(max_length=64)
    basket = models.JSONField()
    ship_to = models.JSONField()
    currency = models.CharField(max_length=3)
    taxes = models.JSONField()
    tax_cents = models.BigIntegerField()
    total_cents = models.BigIntegerField()
    deposit_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "version"], name="quote_version_once"),
            models.CheckConstraint(
                condition=Q(
                    tax_cents__gte=0,
                    total_cents__gte=F("tax_cents"),
                    deposit_cents__gte=0,
                    deposit_cents__lte=F("total_cents"),
                ),
                name="quote_total_holds_tax_and_deposit",
            ),
        ]

    @property
    def asked(self) -> Basket:
        """What was priced."""
        return BASKET.validate_python(self.basket)


class QuoteLine(models.Model):
    """One line of a version, with the rows of the price tables that made its price."""

    version = models.ForeignKey(QuoteVersion, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    unit_price_cents = models.BigIntegerField()
    list_rule = models.CharField(max_length=60)
    discount_cents = models.BigIntegerField()
    steps = models.JSONField()
    tax_cents = models.BigIntegerField()
    tax_rules = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="quote_line_place"),
            models.CheckConstraint(
                condition=Q(
                    quantity__gte=1,
                    tax_cents__gte=0,
                    discount_cents__gte=0,
                    discount_cents__lte=F("quantity") * F("unit_price_cents"),
                ),
                name="quote_line_is_a_sale",
            ),
        ]

    @classmethod
    def of(cls, version: QuoteVersion, place: int, line: PricedLine) -> QuoteLine:
        """A priced line as it is kept, not saved yet."""
        return cls(
            version=version, place=place, sku=line.sku, quantity=line.quantity,
            unit_price_cents=line.unit_price.cents, list_rule=line.list_rule,
            discount_cents=line.discount.cents, tax_cents=line.tax.cents,
            steps=_STEPS.dump_python(line.steps, mode="json"), tax_rules=list(line.tax_rules),
        )  # fmt: skip

    def priced(self, currency: str) -> PricedLine:
        """The line as it was priced."""
        return PricedLine(
            self.sku, self.quantity, Money(self.unit_price_cents, currency), self.list_rule,
            _STEPS.validate_python(self.steps), Money(self.tax_cents, currency),
            tuple(self.tax_rules),
        )  # fmt: skip


class TaxExemption(models.Model):
    """A certificate by which a party pays no tax in a region, to its last day."""

    ref_kind = "exemption"

    number = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    region = models.CharField(max_length=40)
    certificate = models.CharField(max_length=60)
    expires_on = models.DateField()
    document = models.CharField(max_length=32, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "region", "certificate"], name="exemption_recorded_once"
            )
        ]
