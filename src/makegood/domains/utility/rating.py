"""What electricity costs: from a tariff, days and kWh to the lines of a bill; pure. Source: C13."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from makegood.core.money import Money

_BLOCK_DAYS = 30
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Block:
    """The price of each kWh above so many kWh in 30 days, in units of the currency."""

    above_kwh: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Tariff:
    """A version of a tariff; prices in units of the currency, `fee_percent` on all lines."""

    code: str
    version: str
    fixed_per_day: Decimal
    rider_per_kwh: Decimal
    least_per_30_days: Decimal
    fee_percent: Decimal
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One line of a bill: what it is for, and its amount rounded half up."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Rated:
    """What a period costs: its lines, and their sum."""

    lines: tuple[RatedLine, ...]
    total: Money


def rate(tariff: Tariff, *, days: int, kwh: Decimal | int) -> Rated:
    """The lines of a period under one version of a tariff. ValueError for no days or less use.

    Blocks grow with the days over 30, the least of a bill too; each line is rounded by itself.
    """
    if days < 1 or kwh < 0:
        raise ValueError(f"{days} days and {kwh} kWh are no period; at least 1 day and 0 kWh")
    lines = [RatedLine("fixed", _money(tariff.fixed_per_day * days))]
    lines += _by_block(tariff.blocks, days, Decimal(kwh))
    lines.append(RatedLine("rider", _money(tariff.rider_per_kwh * kwh)))
    least = _money(tariff.least_per_30_days * days / _BLOCK_DAYS)
    subtotal = _sum(lines)
    if subtotal < least:
        lines.append(RatedLine("least", least - subtotal))
    lines.append(RatedLine("fee", _sum(lines).percent(tariff.fee_percent)))
    return Rated(tuple(lines), _sum(lines))


def _by_block(blocks: Sequence[Block], days: int, kwh: Decimal) -> list[RatedLine]:
    ends = [*(Decimal(one.above_kwh) * days / _BLOCK_DAYS for one in blocks[1:]), kwh]
    lines = []
    for block, end in zip(blocks, ends, strict=True):
        begin = Decimal(block.above_kwh) * days / _BLOCK_DAYS
        used = min(kwh, end) - begin
        if used > 0:
            lines.append(RatedLine(f"block_{block.above_kwh}", _money(block.price * used)))
    return lines


def _sum(lines: Sequence[RatedLine]) -> Money:
    total = Money.zero()
    for line in lines:
        total += line.amount
    return total


def _money(amount: Decimal) -> Money:
    return Money.parse(str(amount.quantize(_CENT, rounding=ROUND_HALF_UP)))
