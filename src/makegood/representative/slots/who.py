"""Say whose records are looked at, and put what was found there as an answer or a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.actor import Level
from makegood.core.statements import Param
from makegood.representative.dialogue.state import Option
from makegood.representative.dialogue.world import Found, Grounding, Several, Unfound

_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Who:
    """Whose records are looked at, how well that is known, and in which language labels are."""

    party: str
    level: Level
    language: str


def one_of(options: Sequence[Option]) -> Grounding:
    """What was found: nothing, the one, or several of which the customer chooses."""
    if not options:
        return Unfound()
    if len(options) == 1:
        return Found(options[0].value)
    return Several(tuple(options[:_MOST_SHOWN]))


def on_day(day: date, who: Who) -> str:
    """A day in the words of their language."""
    return Param.of(day).spelled(who.language)
