"""Answer what electricity costs, on the tariff of today and on those announced. C13, C07."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makegood.core import clock
from makegood.core.statements import Sayable, Statement, say
from makegood.domains.utility.rating import Block, Tariff, rate
from makegood.handbook import NotInHandbook, Table, book

_HOMES = "R-1"
_DAYS = 30
_MOST_KWH = 100_000
_USE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ ,.]\d{3})+|\d{1,6})\s*(?:kwh|kilowatt|kilovatio)", re.I)
_COST_ASKED = re.compile(
    r"\b(costs?|price|pay|bills?|how much|cuestan?|costar\w*|cu[aá]nto|pagar\w*|precio|factura"
    r"|co[uû]te\w*|prix|combien|payer\w*|paierai|facture)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DatedTariff:
    """A version of a tariff with the first day on which it holds."""

    tariff: Tariff
    starts: date


def tariffs(code: str, on: date) -> tuple[DatedTariff, ...]:
    """The version of a tariff that holds on a day, and those announced for later days.

    Nothing for a tariff that the handbook does not have then.
    """
    dated = book().tables.get("tariffs", ())
    tables = [one for one in dated if one.in_force.until is None or one.in_force.until > on]
    return tuple(
        DatedTariff(_tariff(code, table), table.in_force.start)
        for table in tables
        if table.find(tariff=code)
    )


def told_of_use(question: str, language: str, on: date) -> tuple[Statement, ...]:
    """What so many kWh cost a home in 30 days: that day, and by each tariff after it (AC07.4).

    That a tariff holds today is said of today alone. Nothing when a question names no kWh or does
    not ask what they cost.
    """
    found = _USE.search(question)
    if found is None or not _COST_ASKED.search(question):
        return ()
    kwh = int(re.sub(r"\D", "", found.group(1)))
    known = tariffs(_HOMES, on)
    if not known or not 0 < kwh <= _MOST_KWH:
        return ()
    says = []
    for one in known:
        total = rate(one.tariff, days=_DAYS, kwh=kwh).total
        named = f"{one.tariff.code} {one.tariff.version}"
        source = f"tariff:{one.tariff.code}/{one.tariff.version}"
        told: dict[str, Sayable] = {"kwh": kwh, "days": _DAYS, "price": total, "tariff": named}
        if one.starts <= on == clock.today():
            says.append(say(source, "utility.costs", **told))
        elif one.starts <= on:
            says.append(say(source, "utility.costs_on", day=on, **told))
        else:
            says.append(say(source, "utility.costs_from", day=one.starts, **told))
    return (*says, say(f"tariff:{_HOMES}", "utility.costs_limits", days=_DAYS))


def _tariff(code: str, table: Table) -> Tariff:
    row = table.row(tariff=code)
    rows = book().table("tariff_blocks", on=table.in_force.start).find(tariff=code)
    if not rows:
        raise NotInHandbook(f"tariff {code} of {table.in_force.start} has no blocks")
    blocks = [Block(one.whole("above_kwh"), one.decimal("price_per_kwh")) for one in rows]
    return Tariff(
        code=code,
        version=row.text("version"),
        fixed_per_day=row.decimal("fixed_per_day"),
        rider_per_kwh=row.decimal("rider_per_kwh"),
        least_per_30_days=row.decimal("least_per_30_days"),
        fee_percent=Decimal(row.decimal("fee_percent")),
        blocks=tuple(sorted(blocks, key=lambda one: one.above_kwh)),
    )
