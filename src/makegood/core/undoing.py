"""Find the way back from what was done, where the company has an act for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from makegood.core.operation import AnyOperation
from makegood.core.outcome import Outcome
from makegood.core.registry import registry


@dataclass(frozen=True, slots=True)
class WayBack:
    """The act that takes something back, and what it is asked with."""

    operation: AnyOperation
    ask: Mapping[str, JsonValue]


def way_back(
    operation: AnyOperation, asked: Mapping[str, JsonValue], outcome: Outcome
) -> WayBack | None:
    """The way back from something done; None where there is none.

    It is asked with what the act answered or was asked under the same names; what it need not be
    asked only where the act answered it.
    """
    if operation.undone_by is None or not outcome.is_done:
        return None
    back = registry.get(operation.undone_by)
    answered = outcome.result or {}
    known = {**asked, **answered}
    fields = back.ask_model().model_fields
    if not all(known.get(name) for name, one in fields.items() if one.is_required()):
        return None
    told = [name for name, one in fields.items() if one.is_required() or answered.get(name)]
    return WayBack(back, {name: known[name] for name in told})
