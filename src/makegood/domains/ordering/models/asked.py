"""The parts that asks about orders are made of: an ordered line, a packed line, a place."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from makegood.core.money import Money
from makegood.core.operation import Ask
from makegood.core.refs import Ref
from makegood.domains.billing.models import Purpose, Tender
from makegood.domains.billing.operations import Last4, Token
from makegood.domains.billing.operations.take_payment import TakePaymentAsk
from makegood.domains.catalog.queries import close_to
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.pricing import PricedLine
from makegood.handbook import Product, ProductKind, book


def _known(sku: str) -> Product:
    known = book().catalogue.products.get(sku.upper())
    later = book().catalogue.successor(sku.upper()) if known is None else None
    if later is not None:
        named = f"{later.sku} ({later.title_in('en')})"
        raise ValueError(f"an article that is sold here; {named} replaces it")
    if known is None:
        near = ", ".join(f"{one.sku} ({one.title})" for one in close_to(sku))
        raise ValueError(f"an article that is sold here; the nearest to {sku}: {near}")
    return known


def _of_goods(sku: str) -> str:
    known = _known(sku)
    if not known.is_goods:
        raise ValueError("goods; a service is not kept in a warehouse")
    return known.sku


GoodsNumber = Annotated[str, StringConstraints(max_length=40), AfterValidator(_of_goods)]


class OrderedLine(Ask):
    """One line as it was ordered: pieces of a product, its price, and its share of the tax."""

    sku: str = Field(description="The stock number.", examples=["WM900"], max_length=40)
    quantity: int = Field(description="Pieces ordered.", examples=[1], ge=1, le=10_000)
    unit_price: Money = Field(
        description="The price of one piece without tax.", examples=["899.00"]
    )
    discount: Money = Field(
        default_factory=Money.zero,
        description="What is taken off the whole line.",
        examples=["89.90"],
    )
    discount_reason: str = Field(
        "", description="Why it is taken off.", examples=["PROMO-WASH-26"], max_length=200
    )
    tax: Money = Field(description="The line's share of the order's tax.", examples=["62.71"])

    @model_validator(mode="after")
    def _is_a_sale(self) -> Self:
        zero = Money.zero(self.unit_price.currency)
        if self.unit_price < zero or self.tax < zero or self.discount < zero or self.net < zero:
            raise ValueError("an amount of the line is below zero")
        return self

    @property
    def net(self) -> Money:
        """The price of the line without tax."""
        return self.unit_price * self.quantity - self.discount

    @classmethod
    def of(cls, line: PricedLine) -> Self:
        """A line as it was priced; why something is off it are the rules that counted."""
        return cls(
            sku=line.sku, quantity=line.quantity, unit_price=line.unit_price,
            discount=line.discount, tax=line.tax,
            discount_reason=" + ".join(step.rule for step in line.steps),
        )  # fmt: skip

    def row(self, order: SalesOrder, place: int, unit_cost: Money) -> OrderLine:
        """The line as it is kept in an order, not saved yet."""
        return OrderLine(
            order=order, number=f"{order.number}/{place}", place=place, sku=self.sku,
            quantity=self.quantity, unit_price_cents=self.unit_price.cents,
            discount_cents=self.discount.cents, discount_reason=self.discount_reason,
            tax_cents=self.tax.cents, unit_cost_cents=unit_cost.cents,
        )  # fmt: skip


class QuotedLine(Ask):
    """One article that is to be quoted, and how many pieces of it; delivery is added by itself."""

    sku: str = Field(description="The stock number.", examples=["WM900"], max_length=40)
    quantity: int = Field(1, description="How many pieces.", examples=[1], ge=1, le=10_000)

    @field_validator("sku")
    @classmethod
    def _is_sold_here(cls, sku: str) -> str:
        known = _known(sku)
        if known.kind is ProductKind.DELIVERY:
            raise ValueError("an article; delivery is added by itself where it costs something")
        return known.sku


class OrderedGoods(QuotedLine):
    """One article that is ordered; of pieces taken at once, their serial numbers."""

    serials: tuple[str, ...] = Field(
        (), description="The serial number of each piece that is taken at once.",
        examples=[["SN-77120", "SN-77121"]], max_length=100,
    )  # fmt: skip

    @property
    def lacks_serials(self) -> bool:
        """Whether some pieces have their serial number named and others have not."""
        controlled = book().catalogue.product(self.sku).serial_controlled
        return controlled and 0 < len(self.serials) < self.quantity


class PaidDownAsk(Ask):
    """How a deposit is paid."""

    tender: Literal["card", "ach", "cash"] = Field(
        description="The means of payment.", examples=["card"]
    )
    token: Token | None = Field(
        None, description="The provider's token.", examples=["tok_gallagher_4242"]
    )
    last4: Last4 | None = Field(None, description="Its last four digits.", examples=["4242"])

    def of(self, order: str, party: str, amount: Money) -> TakePaymentAsk:
        """The payment of this deposit."""
        return TakePaymentAsk(
            order=order, party=party, amount=amount, tender=Tender(self.tender),
            purpose=Purpose.DEPOSIT, token=self.token, last4=self.last4,
        )  # fmt: skip


class ByHandAsk(Ask):
    """A discount that a person grants on the whole, and why."""

    percent: Decimal = Field(
        description="How many per cent.", examples=["5"], gt=0, le=100, decimal_places=2
    )
    reason: str = Field(
        description="Why.", examples=["Price match with an offer that was shown."], min_length=3,
        max_length=200,
    )  # fmt: skip


class ShipToAsk(Ask):
    """Where the goods of an order go."""

    line1: str = Field(
        description="Street and number.", examples=["14 Mill Road"], min_length=1, max_length=120
    )
    line2: str = Field(
        "", description="Flat, floor or unit.", examples=["Apartment 4"], max_length=120
    )
    locality: str = Field(description="The town.", examples=["Harlow"], min_length=1, max_length=80)
    region: str = Field(description="The state.", examples=["XM"], max_length=40)
    postal_code: str = Field(
        description="The postcode.", examples=["55502"], min_length=1, max_length=20
    )
    country: str = Field(
        "US", description="The country's ISO code.", examples=["US"], pattern=r"^[A-Z]{2}$"
    )


class LabelReceipt(Ask):
    """What the carrier answered: its reference, the tracking number, and the service."""

    reference: str = Field(description="The label's number.", examples=["LB-7"], max_length=60)
    tracking: str = Field(description="To follow it.", examples=["MF9001"], max_length=60)
    carrier: str = Field(description="Who carries.", examples=["Meridian Freight"], max_length=60)
    service: str = Field(description="How.", examples=["drop_off"], max_length=32)
    paid_by: str = Field(description="Who pays.", examples=["customer"], max_length=16)


class LabelMadeAsk(Ask):
    """The effect that asked a carrier for a label, and the answer."""

    effect_key: str = Field(
        description="The effect's key.", examples=["label:CG-1001"], pattern=r"^label:CG-[0-9]+$"
    )
    receipt: LabelReceipt = Field(
        description="The carrier's answer.",
        examples=[
            {
                "reference": "LB-7", "tracking": "MF9001", "carrier": "Meridian Freight",
                "service": "MF-GROUND", "paid_by": "sender",
            }
        ],
    )  # fmt: skip

    @property
    def labelled(self) -> str:
        """The number of what the label is for."""
        return self.effect_key.removeprefix("label:")


class PackedLine(Ask):
    """What of an order line is in a shipment.

    `serials` are the serial numbers registered as sold, one for each piece; `picked_serials`
    those that the warehouse's pick log shows, when it shows others. Source: AC19.4.
    """

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])
    quantity: int = Field(description="Pieces in this shipment.", examples=[1], ge=1, le=10_000)
    serials: tuple[str, ...] = Field(
        (), description="The serial number of each piece.", examples=[["SN-77120"]]
    )
    picked_serials: tuple[str, ...] = Field(
        (), description="The pick log's serial numbers, if other.", examples=[["SN-65002"]]
    )

    @model_validator(mode="after")
    def _one_serial_for_each_piece(self) -> Self:
        for serials in (self.serials, self.picked_serials):
            if serials and len(serials) != self.quantity:
                raise ValueError("write one serial number for each piece, or none")
        if self.picked_serials and not self.serials:
            raise ValueError("write the serial numbers sold beside those picked")
        return self

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each serial number as sold, with the one that was picked."""
        return list(zip(self.serials, self.picked_serials or self.serials, strict=True))


def _each_line_once(lines: tuple[PackedLine, ...]) -> tuple[PackedLine, ...]:
    if len({one.line for one in lines}) < len(lines):
        raise ValueError("an order line is there twice")
    return lines


PackedLines = Annotated[tuple[PackedLine, ...], AfterValidator(_each_line_once)]
