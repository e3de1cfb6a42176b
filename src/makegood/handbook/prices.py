"""What things cost and which taxes are added, with the dates on which that holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from makegood.handbook.dates import InForce, by_date, in_force
from makegood.handbook.figures import Amount
from makegood.handbook.pages import Page, Placed, Reading
from makegood.handbook.problems import NotInHandbook
from makegood.handbook.tables import Table

Sku = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]*$")]


class Price(Page):
    """The list price of one thing while it holds."""

    id: str = Field(pattern=r"^PR-[A-Z0-9-]+$", description="Its id for citing, PR-WM900-1.")
    sku: Sku = Field(description="The stock number, such as WM900.")
    amount: Amount = Field(description='The price without tax, such as "899.00".')
    currency: str = Field("USD", pattern=r"^[A-Z]{3}$", description="The currency's ISO code.")
    in_force: InForce = Field(description="{ from = 2026-01-01 }")

    @property
    def version(self) -> str:
        """The id with the first day, as a source is cited: PR-WM900-1@2026-01-01."""
        return f"{self.id}@{self.in_force.start.isoformat()}"


class TaxRate(Page):
    """One tax on one class of goods at one place."""

    id: str = Field(description="Its id for citing, such as TAX-XM-GOODS.")
    jurisdiction: str = Field(description="Who levies it, such as XM or XM/Harlow.")
    tax_class: str = Field(description="The class of goods or services, such as goods.")
    percent: Decimal = Field(description="The rate in percent; 0 means exempt.")


@dataclass(frozen=True, slots=True)
class Prices:
    """The price list and the tax rates of the company, by date."""

    prices: Mapping[str, tuple[Price, ...]]
    taxes: tuple[Table, ...]

    def price(self, sku: str, on: date) -> Price:
        """Return the list price of a thing on a day; NotInHandbook when it has none."""
        return in_force(self.prices.get(sku, ()), on, f"a price of {sku}")

    def tax_rates(
        self, tax_class: str, region: str, locality: str, on: date
    ) -> tuple[TaxRate, ...]:
        """Return each tax on a class at a place (region XM, locality Harlow) on a day."""
        table = in_force(self.taxes, on, "the table tax_rates")
        places = (region, f"{region}/{locality}")
        return tuple(
            TaxRate(
                id=row.id,
                jurisdiction=row.text("jurisdiction"),
                tax_class=tax_class,
                percent=row.decimal("percent"),
            )
            for row in table.find(tax_class=tax_class)
            if row.text("jurisdiction") in places
        )

    def knows_taxes_of(self, region: str, on: date) -> bool:
        """Return whether any tax is known at a place, so that it can be sold to."""
        table = in_force(self.taxes, on, "the table tax_rates")
        return bool(table.find(jurisdiction=region))


def read_prices(reading: Reading) -> list[Placed[Price]]:
    """Read each price list under prices/ (the tax tables are read with the tables)."""
    found: list[Placed[Price]] = []
    for path in reading.files("prices/list*.toml"):
        source = reading.toml(path)
        if source is not None:
            reading.only(source, "price")
            found.extend(reading.rows(source, "price", Price))
    return found


def price_book(prices: Sequence[Price], tables: Sequence[Table]) -> Prices:
    """Return the prices by stock number and date, with the tax tables beside them."""
    by_sku: dict[str, list[Price]] = {}
    for price in prices:
        by_sku.setdefault(price.sku, []).append(price)
    taxes = by_date(table for table in tables if table.id == "tax_rates")
    if not taxes:
        raise NotInHandbook("there is no table tax_rates under prices/")
    return Prices({sku: by_date(rows) for sku, rows in by_sku.items()}, taxes)
