"""Offer to take back what was just done, where the company has an act for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome
from makegood.core.registry import registry
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
    """The way back from something done; None where there is none.

    It is asked with what the act was asked or answered under the same names.
    """
    if operation.undone_by is None or not outcome.is_done:
        return None
    back = registry.get(operation.undone_by)
    answered = outcome.result or {}
    needed = [name for name, one in back.ask_model().model_fields.items() if one.is_required()]
    given = {name: _given(name, posted, answered.get(name)) for name in needed}
    if not all(given.values()):
        return None
    return Undo(back.name, naming.act(back.name), given)


def _given(name: str, posted: Mapping[str, str], answered: JsonValue) -> str:
    return str(answered) if answered is not None else posted.get(name, "")
