"""The orders the demo begins with, and the proof that their money adds up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from pydantic import Field

from makegood.handbook.catalogue import Product
from makegood.handbook.figures import Amount
from makegood.handbook.pages import Page, Placed
from makegood.handbook.prices import Prices, Sku, Taxed, TaxRate
from makegood.handbook.problems import NotInHandbook, Problem

_CENT = Decimal("0.01")


class ShipTo(Page):
    """Where the goods go."""

    line1: str = Field(description="Street and number.")
    line2: str = Field("", description="Flat, floor or unit.")
    locality: str = Field(description="The town, such as Harlow.")
    region: str = Field(description="The state, such as XM.")
    postal_code: str = Field(description="The postcode, such as 55501.")
    country: str = Field("US", pattern=r"^[A-Z]{2}$", description="The country's ISO code.")


class OrderLineSeed(Page):
    """One line of an order: quantity x unit price, less the discount, with its share of tax."""

    number: int = Field(ge=1, description="The line's number; O-1041/1 is line 1 of O-1041.")
    sku: Sku = Field(description="The stock number.")
    quantity: int = Field(ge=1, description="Pieces ordered.")
    unit_price: Amount = Field(description="The price of one piece without tax.")
    discount: Amount = Field(Decimal("0.00"), description="What is taken off the whole line.")
    discount_reason: str | None = Field(None, description="Why, such as PROMO-WASH-26.")
    tax: Amount = Field(description="The line's share of the order's tax.")

    @property
    def net(self) -> Decimal:
        """The price of the line without tax."""
        return self.quantity * self.unit_price - self.discount


class TenderSeed(Page):
    """A payment made for an order."""

    number: str = Field(pattern=r"^P-[0-9]+$", description="The payment's number, P-5001.")
    on: date = Field(description="The day it was taken.")
    kind: Literal["card", "gift_card", "store_credit", "bank"] = Field(description="The tender.")
    purpose: Literal["deposit", "payment"] = Field("payment", description="deposit or payment.")
    amount: Amount = Field(description="What was taken.")
    token: str = Field(description="The provider's token, or the gift card's code.")
    last4: str | None = Field(None, pattern=r"^[0-9]{4}$", description="Last digits of the card.")
    brand: str | None = Field(None, description="The brand of the card.")


class ShippedLine(Page):
    """What of one order line is in a shipment."""

    line: int = Field(ge=1, description="The number of the order line.")
    quantity: int = Field(ge=1, description="Pieces in this shipment.")
    serials: tuple[str, ...] = Field((), description="The serial number of each piece.")


class ScanSeed(Page):
    """What the carrier reported, and when."""

    on: date = Field(description="The day of the report.")
    place: str = Field(description="Where it was.")
    event: str = Field(description="picked_up, in_transit, out_for_delivery or delivered.")


class ShipmentSeed(Page):
    """Goods of an order on their way or delivered."""

    number: str = Field(pattern=r"^SH-[0-9]+$", description="The shipment's number, SH-3001.")
    carrier: str = Field(description="Who carries it.")
    tracking: str = Field(description="The carrier's tracking number.")
    shipped_on: date = Field(description="The day it left.")
    promised_on: date = Field(description="The day it was promised for.")
    delivered_on: date | None = Field(None, description="The day it arrived.")
    delivery_note: str | None = Field(None, description="What the driver noted.")
    damage_noted: bool = Field(False, description="true when the driver noted damage.")
    lines: tuple[ShippedLine, ...] = Field(min_length=1, description="What is in it.")
    scans: tuple[ScanSeed, ...] = Field((), description="The carrier's reports.")


class VisitSeed(Page):
    """A visit of a fitter for an order."""

    line: int = Field(ge=1, description="The order line the visit was about.")
    on: date = Field(description="The day of the visit.")
    installed: bool = Field(description="true when the appliance was installed.")
    note: str = Field(description="What the fitter wrote.")


class InvoiceSeed(Page):
    """An invoice as it was sent, where it differs from the order."""

    number: str = Field(description="The invoice's number.")
    on: date = Field(description="The day of the invoice.")
    line: int = Field(ge=1, description="The order line billed.")
    quantity: int = Field(ge=1, description="Pieces billed.")
    unit_price: Amount = Field(description="The price billed for one piece.")
    tax: Amount = Field(description="The tax billed.")
    total: Amount = Field(description="The whole amount billed.")


class PaperLineSeed(Page):
    """One line of a paper that was filed about an order."""

    sku: Sku = Field(description="The stock number.")
    quantity: int = Field(ge=0, description="How many pieces it says.")
    unit_price: Amount | None = Field(None, description="The price on it for one piece.")
    buyer_part: str = Field("", description="The buyer's own part number.")


class PaperSeed(Page):
    """A paper of a buyer or a carrier about an order: a requisition, a receiving report."""

    kind: str = Field(description="What it is, such as receiving_report.")
    number: str = Field(description="The number on it.")
    on: date = Field(description="The day on it.")
    packages: int | None = Field(None, description="How many pallets or boxes it counts.")
    lines: tuple[PaperLineSeed, ...] = Field((), description="What it says.")


class OrderSeed(Page):
    """An order of the demo with its lines, payments and shipments."""

    number: str = Field(pattern=r"^O-[0-9]+$", description="The order's number, such as O-1041.")
    party: str = Field(pattern=r"^C-[0-9]+$", description="Who ordered.")
    account: str = Field(description="The account it is on.")
    ordered_on: date = Field(description="The day it was ordered.")
    channel: str = Field("web", description="Where it was ordered: web, phone, store, desk.")
    po_number: str | None = Field(None, description="The buyer's own order number.")
    ship_to: ShipTo = Field(description="Where the goods go.")
    lines: tuple[OrderLineSeed, ...] = Field(min_length=1, description="The lines.")
    tax: Amount = Field(description="The tax on the whole order.")
    total: Amount = Field(description="The whole amount with tax.")
    tenders: tuple[TenderSeed, ...] = Field((), description="The payments, oldest first.")
    shipments: tuple[ShipmentSeed, ...] = Field((), description="The shipments, oldest first.")
    visits: tuple[VisitSeed, ...] = Field((), description="The visits of a fitter.")
    invoices: tuple[InvoiceSeed, ...] = Field((), description="Invoices sent otherwise than due.")
    papers: tuple[PaperSeed, ...] = Field((), description="What buyers and carriers wrote.")

    def line(self, number: int) -> OrderLineSeed:
        """Return a line by its number; NotInHandbook when there is none."""
        for line in self.lines:
            if line.number == number:
                return line
        raise NotInHandbook(f"order {self.number} has no line {number}")

    def line_ref(self, line: OrderLineSeed) -> str:
        """Return a line's number as customers see it: O-1041/1."""
        return f"{self.number}/{line.number}"


def document_tax(lines: Sequence[tuple[Decimal, Sequence[TaxRate]]]) -> tuple[Decimal, ...]:
    """Return the tax of each (net, its rates): found once for each jurisdiction, then shared.

    Each jurisdiction's tax on the whole document is rounded once, half-up; their sum goes to the
    lines by largest remainder, the first of equals first. Amounts have two decimals. Source: C10.
    """
    exact = [[net * rate.percent / 100 for rate in rates] for net, rates in lines]
    due = sum(tax_by_jurisdiction(lines).values(), Decimal("0.00"))
    weights = [sum(of_line, Decimal(0)) for of_line in exact]
    whole = sum(weights, Decimal(0))
    if not whole:
        return (Decimal("0.00"),) * len(lines)
    shares = [due * weight / whole for weight in weights]
    taxes = [share.quantize(_CENT, ROUND_DOWN) for share in shares]
    by_remainder = sorted(range(len(lines)), key=lambda n: (taxes[n] - shares[n], n))
    for number in by_remainder[: int((due - sum(taxes, Decimal(0))) / _CENT)]:
        taxes[number] += _CENT
    return tuple(taxes)


def tax_by_jurisdiction(lines: Sequence[tuple[Decimal, Sequence[TaxRate]]]) -> dict[str, Decimal]:
    """Return what each jurisdiction gets of a document, rounded half-up once for each."""
    exact: dict[str, Decimal] = {}
    for net, rates in lines:
        for rate in rates:
            before = exact.get(rate.jurisdiction, Decimal(0))
            exact[rate.jurisdiction] = before + net * rate.percent / 100
    return {name: tax.quantize(_CENT, ROUND_HALF_UP) for name, tax in exact.items()}


def check_orders(
    orders: Sequence[Placed[OrderSeed]], products: Mapping[str, Product], prices: Prices
) -> Iterator[Problem]:
    """Yield each order whose lines, tax, total, payments or shipments do not add up."""
    for placed in orders:
        order = placed.item
        unknown = [line.sku for line in order.lines if line.sku not in products]
        if unknown:
            yield placed.problem(("lines",), f"{unknown[0]} is no product", "a stock number")
            continue
        yield from _check_tax(placed, products, prices)
        total = sum((line.net for line in order.lines), order.tax)
        if order.total != total:
            yield placed.problem(("total",), f"is {order.total}", f"{total}, the sum of its lines")
        paid = sum((tender.amount for tender in order.tenders), Decimal("0.00"))
        if paid > total:
            yield placed.problem(("tenders",), f"{paid} was paid", f"at most {total}")
        yield from _check_shipped(placed)


def _check_tax(
    placed: Placed[OrderSeed], products: Mapping[str, Product], prices: Prices
) -> Iterator[Problem]:
    order = placed.item
    place, day = order.ship_to, order.ordered_on
    sold = [(line, products[line.sku]) for line in order.lines]
    rated = [
        (
            line.net,
            prices.tax_rates(
                product.tax_class,
                place.region,
                place.locality,
                day,
                Taxed.of(line.sku, product.kind, line.net / line.quantity),
            ),
        )
        for line, product in sold
    ]
    expected = document_tax(rated)
    for number, (line, tax) in enumerate(zip(order.lines, expected, strict=True)):
        if line.tax != tax:
            yield placed.problem(("lines", number, "tax"), f"is {line.tax}", f"{tax}")
    if order.tax != sum(expected, Decimal(0)):
        yield placed.problem(("tax",), f"is {order.tax}", f"{sum(expected, Decimal(0))}")


def _check_shipped(placed: Placed[OrderSeed]) -> Iterator[Problem]:
    ordered = {line.number: line.quantity for line in placed.item.lines}
    for number, shipment in enumerate(placed.item.shipments):
        for shipped in shipment.lines:
            ordered[shipped.line] = ordered.get(shipped.line, 0) - shipped.quantity
            at = ("shipments", number, "lines")
            if ordered[shipped.line] < 0:
                wrong = f"line {shipped.line} is shipped more often than ordered"
                yield placed.problem(at, wrong, "at most what was ordered")
            if shipped.serials and len(shipped.serials) != shipped.quantity:
                yield placed.problem(at, "serials do not match", "one serial for each piece")
