"""Read what a mismatch means from the handbook's table of patterns, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from makegood.handbook import book
from makegood.handbook.tables import Row

COLUMNS = (
    "requisition",
    "ordered",
    "acknowledged",
    "packed",
    "delivered",
    "received",
    "accepted",
    "invoiced",
)
"""The columns of the table, in the order in which papers come to be."""

Value = int | str
_RELATION = re.compile(r"([a-z])(<|>|!=|=2)([a-z0])")
_ANY, _NOTHING, _UNEXPLAINED = ".", "-", "any"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the papers say of one thing, by column; what no paper says is left out.

    `guessed` are columns whose value was worked out from something else, such as pallets: they
    count for or against a pattern, and never rule it out.
    """

    dimension: str
    values: Mapping[str, Value]
    guessed: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a mismatch may mean: its row in the table, the cause, whose it is, what follows."""

    row: str
    cause: str
    responsible: str
    action: str
    settles: str
    quality_code: str


def meanings(seen: Seen, today: date) -> tuple[Pattern, ...]:
    """What a mismatch may mean, the likeliest first; never nothing.

    A row that more papers confirm is likelier; of equals the one that stands first in the table.
    Source: AC20.3.
    """
    table = book().table("mismatch_patterns", on=today)
    scored = [
        (score, row)
        for row in table.find(dimension=seen.dimension)
        if (score := _score(row, seen)) is not None
    ]
    ranked = [row for _, row in sorted(scored, key=lambda one: -one[0])]
    return tuple(_pattern(row) for row in ranked or table.find(dimension=_UNEXPLAINED))


def _score(row: Row, seen: Seen) -> int | None:
    """How many papers confirm a row, less those that speak against it; None when it is not so."""
    bound: dict[str, Value] = {}
    score = 0
    certain_first = sorted(COLUMNS, key=lambda column: column in seen.guessed)
    for column in certain_first:
        cell, value = row.text(column), seen.values.get(column)
        if cell == _ANY or value is None:
            continue
        agrees = not value if cell == _NOTHING else bound.setdefault(cell, value) == value
        if not agrees and column not in seen.guessed:
            return None
        score += 1 if agrees else -1
    return score if _stand_so(row.text("relation"), bound) else None


def _stand_so(relation: str, bound: Mapping[str, Value]) -> bool:
    """Whether the values stand to each other as the row says; unknown when one was not seen."""
    found = _RELATION.fullmatch(relation)
    if found is None:
        return True
    left, sign, right = found.groups()
    one, other = bound.get(left), 0 if right == "0" else bound.get(right)
    if one is None or other is None:
        return True
    if sign == "!=":
        return one != other
    if not isinstance(one, int) or not isinstance(other, int):
        return False
    return one < other if sign == "<" else one > other if sign == ">" else one == 2 * other


def _pattern(row: Row) -> Pattern:
    return Pattern(
        row=row.id,
        cause=row.text("cause"),
        responsible=row.text("responsible"),
        action=row.text("action"),
        settles=row.text("settles"),
        quality_code=row.text("quality_code"),
    )
