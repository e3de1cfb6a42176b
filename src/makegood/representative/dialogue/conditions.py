"""Judge the condition that a customer put to their yes, by what was read back to them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from makegood.core.outcome import Outcome
from makegood.core.statements import Figure
from makegood.representative.understand.commands import UNTOLD, Condition
from makegood.representative.understand.text import words_of

_DELIVERY, _PROMISED = "DLV-4", "promised"
_COSTS = ("total", "due", "fee", "restocking_fee")
_WHOLE = ("total", "due")
_CEILINGS = ("at_most", "below")
_AMOUNTS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "at_most": operator.le,
    "below": operator.lt,
    "at_least": operator.ge,
    "above": operator.gt,
}
_DAYS: Mapping[str, Callable[[date, date], bool]] = {"by": operator.le, "before": operator.lt}
_UNKNOWN = (None, "")


def judged(condition: Condition, outcome: Outcome, language: str) -> tuple[bool | None, str]:
    """Whether the condition holds, and what tells it; None where nothing we told does.

    An amount is that of the one figure which the condition is about, by each word said of it.
    Where it is about none, the dearest cost breaks a ceiling, and only the whole that is to pay
    can keep it. A day is the one that the goods are promised for.
    """
    if condition.relation == UNTOLD:
        return _UNKNOWN
    if condition.relation in _DAYS:
        return _judged_by_day(condition, outcome, language)
    meant = _meant(condition, outcome.figures, language)
    if meant is None:
        return _UNKNOWN
    holds = _AMOUNTS[condition.relation](meant.amount.amount, Decimal(condition.bound))
    is_guessed = not condition.about and meant.name not in _WHOLE
    if is_guessed and (holds or condition.relation not in _CEILINGS):
        return _UNKNOWN  # what it costs besides may stand in no figure
    return holds, f"{meant.label(language)} {meant.spelled(language)}"


def line_of(condition: Condition, holds: bool | None) -> str:
    """Which line says what follows from a condition that holds, does not, or nobody can judge."""
    if holds is None:
        return "condition_unjudged"
    if condition.agrees:
        return "condition_holds" if holds else "condition_fails"
    return "condition_open" if holds else "condition_refuses"


def _judged_by_day(
    condition: Condition, outcome: Outcome, language: str
) -> tuple[bool | None, str]:
    promised = [
        one for one in outcome.statements
        if one.sentence == _PROMISED and one.source.partition("@")[0] == _DELIVERY
    ]  # fmt: skip
    days = [p.value for one in promised for p in one.params.values() if p.kind == "date"]
    if len(days) != 1:
        return _UNKNOWN
    day = date.fromisoformat(days[0])
    holds = _DAYS[condition.relation](day, date.fromisoformat(condition.bound))
    return holds, promised[0].text(language).rstrip(".")


def _meant(condition: Condition, figures: tuple[Figure, ...], language: str) -> Figure | None:
    """The one figure that is compared; None where the words leave it open."""
    labels = [(one, set(words_of(one.label(language)))) for one in figures]
    beside = set(words_of(condition.beside))
    if beside - {word for _, label in labels for word in label}:
        return None
    about = set(words_of(condition.about))
    named = [one for one, label in labels if about and about <= label]
    exact = [one for one, label in labels if about == label]
    if about:
        one_named = exact or named
        meant = one_named[0] if len(one_named) == 1 else None
    else:
        meant = _dearest(figures)
    includes = bool(condition.beside)
    return None if meant is not None and includes and meant.name not in _WHOLE else meant


def _dearest(figures: tuple[Figure, ...]) -> Figure | None:
    """What the customer would bear, where they name nothing: the greatest of the costs."""
    costs = [one for one in figures if one.name in _COSTS]
    return max(costs, key=lambda one: one.amount.cents, default=None)
