"""The parts that asks about papers are made of: a line as it is written, a line as it is billed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from makegood.core.money import Money
from makegood.core.operation import Ask
from makegood.domains.aftersales.matching import PaperLine
from makegood.domains.catalog.queries import product
from makegood.handbook import book

LotName = Annotated[str, Field(pattern=r"^\S{1,40}$")]
"""A lot as it stands on a paper, without a space."""


class WrittenLine(Ask):
    """One line of a paper as it stands there; what the paper does not say stays empty."""

    sku: str = Field("", description="Our stock number.", examples=["PT-BELTKIT-24"], max_length=40)
    buyer_part: str = Field(
        "", description="The buyer's own part number.", examples=["LPM-7741"], max_length=40
    )
    description: str = Field(
        "", description="What it is called there.", examples=["Belt kit 24"], max_length=200
    )
    quantity: int = Field(description="How many units.", examples=[8], ge=0, le=1_000_000)
    unit: str = Field("each", description="The unit.", examples=["each"], max_length=12)
    pack: int | None = Field(
        1, description="How many pieces a unit holds; empty when the paper does not say.",
        examples=[1], ge=1, le=100_000,
    )  # fmt: skip
    price: Money | None = Field(
        None, description="The price of one unit without tax.", examples=["42.00"]
    )
    serials: tuple[str, ...] = Field(
        (), description="The serial number of each piece.", examples=[["SN-77120"]]
    )
    lots: tuple[LotName, ...] = Field(
        (), description="The lots that the pieces are of.", examples=[["LOT-24-117"]], max_length=8
    )


class BilledLineAsk(Ask):
    """One line of an invoice: units of a product, their price, and the tax on them."""

    sku: str = Field(description="The stock number.", examples=["PT-BELTKIT-24"], max_length=40)
    quantity: int = Field(description="How many units.", examples=[10], ge=1, le=1_000_000)
    unit: str = Field("each", description="The unit.", examples=["each"], max_length=12)
    pack: int = Field(1, description="How many pieces a unit holds.", examples=[1], ge=1)
    price: Money = Field(description="The price of one unit without tax.", examples=["44.50"])
    tax: Money = Field(description="The tax on the line.", examples=["34.49"])

    @property
    def net(self) -> Money:
        """The line without tax."""
        return self.price * self.quantity


def written(lines: Sequence[WrittenLine], currency: str | None = None) -> tuple[PaperLine, ...]:
    """Lines as they are compared; what names no stock number is taken for goods.

    Prices are in the currency of the paper; ours when it names none.
    """
    catalogue = book().catalogue
    return tuple(
        PaperLine(
            place=place,
            quantity=line.quantity,
            sku=line.sku,
            buyer_part=line.buyer_part,
            description=line.description or catalogue.title_of(line.sku)["en"],
            unit=line.unit,
            pack=line.pack,
            price=line.price
            if line.price is None or currency is None
            else Money(line.price.cents, currency),
            serials=frozenset(line.serials),
            lots=frozenset(line.lots),
            is_goods=not line.sku
            or (line.sku in catalogue.products and product(line.sku).is_goods),
        )
        for place, line in enumerate(lines, 1)
    )


def billed(lines: Sequence[BilledLineAsk]) -> tuple[PaperLine, ...]:
    """Lines of an invoice as they are compared."""
    return written(
        [
            WrittenLine(
                sku=one.sku, quantity=one.quantity, unit=one.unit, pack=one.pack, price=one.price
            )
            for one in lines
        ]
    )
