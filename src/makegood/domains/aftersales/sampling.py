"""Judge what a laboratory measured: against the limit, with its uncertainty, and by chance (C22).

Pure. A value within its uncertainty of the limit is neither a pass nor a fail (AC22.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from math import comb

from makegood.core.money import Money
from makegood.handbook import book

_FOUR = Decimal("0.0001")


class Verdict(StrEnum):
    """What one measurement means."""

    PASSED = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to test: what is measured, in which unit, and from where on it fails."""

    name: str
    unit: str
    limit: Decimal
    fails_above: bool
    destructive: bool
    cost: Money
    days: int
    expected_percent: Decimal


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory: its name, whether it is independent of us, its share of a method's cost."""

    name: str
    is_independent: bool
    cost_percent: Decimal


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows from all results of a test: the row of the table, and what is done."""

    row: str
    action: str
    says: str


def method_named(name: str, today: date) -> Method | None:
    """A method of the handbook; None when there is none of this name."""
    for row in book().table("test_methods", on=today).find(method=name):
        return Method(
            name=name, unit=row.text("unit"), limit=Decimal(row.text("limit")),
            fails_above=row.text("fails_when") == "above", destructive=bool(row["destructive"]),
            cost=Money.parse(str(row.decimal("cost"))), days=row.whole("days"),
            expected_percent=row.decimal("expected_percent"),
        )  # fmt: skip
    return None


def component_of(method: str, today: date) -> str:
    """Which component a method looks at; empty for the whole appliance."""
    rows = book().table("test_methods", on=today).find(method=method)
    return rows[0].text("component") if rows else ""


def judge_value(method: Method, value: Decimal, uncertainty: Decimal) -> Verdict:
    """0.90 ± 0.02 fails a limit of 0.75; 0.76 ± 0.02 says nothing yet. Source: AC22.1, AC22.2."""
    over = value - method.limit if method.fails_above else method.limit - value
    if over > uncertainty:
        return Verdict.FAIL
    return Verdict.PASSED if over <= -uncertainty else Verdict.INCONCLUSIVE


def chance_of(failing: int, tested: int, expected_percent: Decimal) -> Decimal:
    """How likely so many or more fail by chance: 3 of 12 where 1 % is expected, 0.0002 (AC22.3)."""
    p = expected_percent / 100
    tail = sum(comb(tested, k) * p**k * (1 - p) ** (tested - k) for k in range(failing, tested + 1))
    return Decimal(tail).quantize(_FOUR)


def rate_below(tested: int, confidence_percent: Decimal) -> Decimal:
    """Below which share of a lot, in percent, the failing ones stay when none of these failed.

    The exact binomial bound, upwards: none of 59 says below 5.0 with 95 % confidence. Source: C22.
    """
    left = (1 - confidence_percent / 100) ** (Decimal(1) / tested)
    return ((1 - left) * 100).quantize(Decimal("0.1"), ROUND_CEILING)


def pieces_needed(percent: Decimal, confidence_percent: Decimal) -> int:
    """How many pieces without a failure say that fewer than so many percent fail: 59 for 5."""
    pieces = (1 - confidence_percent / 100).ln() / (1 - percent / 100).ln()
    return int(pieces.to_integral_value(ROUND_CEILING))


def lab_named(name: str, today: date) -> Lab | None:
    """A laboratory of the handbook; None when there is none of this name."""
    for row in book().table("test_labs", on=today).find(lab=name):
        return Lab(row.text("name"), bool(row["independent"]), row.decimal("cost_percent"))
    return None


def rule_on(method: Method, verdicts: Sequence[Verdict], today: date) -> Ruling:
    """What is decided, by the handbook's table: the strictest row that so many failures reach.

    A lot is judged only when so many failures are hardly chance (TST-3); else what is within its
    uncertainty is tested again, and nobody is denied anything for it.
    """
    failing = sum(1 for one in verdicts if one is Verdict.FAIL)
    table = book().table("test_decisions", on=today)
    significance = book().clause("TST-3", on=today).decimal("significance_percent") / 100
    chance = chance_of(failing, len(verdicts), method.expected_percent) if failing else Decimal(1)
    reached = [
        row
        for row in table.find(method=method.name, outcome=Verdict.FAIL)
        if failing >= row.whole("at_least") and (not row["needs_chance"] or chance <= significance)
    ]
    if reached:
        row = max(reached, key=lambda one: one.whole("at_least"))
    elif Verdict.INCONCLUSIVE in verdicts:
        row = table.row(method="", outcome=Verdict.INCONCLUSIVE)
    else:
        row = table.row(method=method.name, outcome=Verdict.PASSED)
    return Ruling(row.id, row.text("action"), row.text("says"))
