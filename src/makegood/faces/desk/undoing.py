"""Offer to take back what was just done, where the company has an act for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome
from makegood.core.undoing import way_back
from makegood.faces.desk import naming

SECONDS = 10
"""How long it is offered at once; the act itself may be done later as well."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The act that takes something back, and what it is asked with."""

    operation: str
    text: str
    fields: Mapping[str, str]


def undo_of(operation: AnyOperation, posted: Mapping[str, str], outcome: Outcome) -> Undo | None:
    """The way back from something done, as a form posts it; None where there is none."""
    back = way_back(operation, dict(posted), outcome)
    if back is None:
        return None
    fields = {name: str(value) for name, value in back.ask.items()}
    return Undo(back.operation.name, naming.act(back.operation.name), fields)
