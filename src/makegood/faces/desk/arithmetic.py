"""Spell how an amount came about as one reads it: 750.44 = 809.10 + 62.71 − 121.37."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from makegood.core.money import Money, sum_of
from makegood.core.statements import Figure
from makegood.faces.desk.spelling import amount

_KEPT = frozenset({"restocking_fee", "fee", "kept"})
_TOTAL = "refund"
_GOES = "refund_"


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of a sum with what it is called; what is taken off is negative."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the lines it is made of, and where it goes; `line` is all of it in one line."""

    total: Line
    lines: tuple[Line, ...]
    goes: tuple[Line, ...]

    @property
    def line(self) -> str:
        """The sum in one line: 750.44 = 809.10 + 62.71 − 121.37; empty when it does not add up."""
        if not self.lines or sum_of([one.amount for one in self.lines]) != self.total.amount:
            return ""
        first, *others = (one.amount for one in self.lines)
        signed = (f"{'−' if one.cents < 0 else '+'} {amount(max(one, -one))}" for one in others)
        return " ".join([f"{amount(self.total.amount)} = {amount(first)}", *signed])


def sum_from(figures: Iterable[Figure]) -> Sum | None:
    """The refund among the figures of a decision, as a sum; None where there is none."""
    lines: list[Line] = []
    goes: list[Line] = []
    total: Line | None = None
    for one in figures:
        label = one.label()[:1].upper() + one.label()[1:]
        if one.name == _TOTAL:
            total = Line(label, one.amount)
        elif one.name.startswith(_GOES):
            goes.append(Line(label, one.amount))
        else:
            lines.append(Line(label, -one.amount if one.name in _KEPT else one.amount))
    return Sum(total, tuple(lines), tuple(goes)) if total else None


def stored_figures(payload: JsonValue) -> tuple[Figure, ...]:
    """The figures of an act as the journal keeps them; () for none, or what was erased."""
    outcome = payload.get("outcome") if isinstance(payload, Mapping) else None
    found = outcome.get("figures") if isinstance(outcome, Mapping) else None
    try:
        return tuple(map(Figure.read, found if isinstance(found, list) else ()))
    except ValidationError:
        return ()
