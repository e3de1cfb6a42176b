"""What things cost and which taxes are added, with the dates on which that holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from makegood.handbook.dates import InForce, by_date, in_force
from makegood.handbook.figures import Amount
from makegood.handbook.pages import Page, Placed, Reading
from makegood.handbook.problems import NotInHandbook
from makegood.handbook.tables import Row, Table

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
    """One tax on one class of goods at one place; `holiday` is the row that lowers it for days."""

    id: str = Field(description="Its id for citing, such as TAX-XM-GOODS.")
    jurisdiction: str = Field(description="Who levies it, such as XM or XM/Harlow.")
    tax_class: str = Field(description="The class of goods or services, such as goods.")
    percent: Decimal = Field(description="The rate in percent; 0 means exempt.")
    holiday: str = Field("", description="The row of tax_holidays that counts, if one does.")


@dataclass(frozen=True, slots=True)
class Taxed:
    """What is taxed: its stock number or kind, by any of its names, and the price of a piece."""

    goods: frozenset[str]
    each: Decimal

    @classmethod
    def of(cls, sku: str, kind: str, each: Decimal) -> Self:
        """Goods by their stock number and their kind."""
        return cls(frozenset({sku, kind}), each)


@dataclass(frozen=True, slots=True)
class Prices:
    """The price list and the tax rates of the company, by date."""

    prices: Mapping[str, tuple[Price, ...]]
    taxes: tuple[Table, ...]
    holidays: tuple[Table, ...] = ()

    def price(self, sku: str, on: date) -> Price:
        """Return the list price of a thing on a day; NotInHandbook when it has none."""
        return in_force(self.prices.get(sku, ()), on, f"a price of {sku}")

    def tax_rates(
        self, tax_class: str, region: str, locality: str, on: date, taxed: Taxed | None = None
    ) -> tuple[TaxRate, ...]:
        """Return each tax on a class at a place (region XM, locality Harlow) on a day.

        A tax holiday counts only for the goods that are named as `taxed`, and up to its price.
        """
        table = in_force(self.taxes, on, "the table tax_rates")
        places = (region, f"{region}/{locality}")
        found = (
            TaxRate(
                id=row.id,
                jurisdiction=row.text("jurisdiction"),
                tax_class=tax_class,
                percent=row.decimal("percent"),
            )
            for row in table.find(tax_class=tax_class)
            if row.text("jurisdiction") in places
        )
        return tuple(self._on_holiday(rate, on, taxed) for rate in found)

    def holiday(self, id: str) -> Row | None:
        """Return a row of the tax holidays by its id; None when it is none."""
        return next((row for table in self.holidays for row in table.rows if row.id == id), None)

    def _on_holiday(self, rate: TaxRate, on: date, taxed: Taxed | None) -> TaxRate:
        if taxed is None or not self.holidays:
            return rate
        for row in in_force(self.holidays, on, "the table tax_holidays").rows:
            is_here = row.text("jurisdiction") == rate.jurisdiction
            counts = row.text("goods") in taxed.goods and taxed.each <= row.decimal("up_to")
            if is_here and counts and row.day("first_day") <= on < row.day("until_day"):
                lowered = {"percent": row.decimal("percent"), "holiday": row.id}
                return rate.model_copy(update=lowered)
        return rate

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
    holidays = by_date(table for table in tables if table.id == "tax_holidays")
    return Prices({sku: by_date(rows) for sku, rows in by_sku.items()}, taxes, holidays)
