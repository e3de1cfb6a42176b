"""Put together everything that is kept about one person, as that person may have it. C05, PRV-5.

Each part comes from the domain that keeps it. Other people's personal facts are left out: who
else is on an account, and the names of those who work here; of looks the role is told (PRV-6).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import JsonValue

from makegood.core.canonical import canonical
from makegood.core.own_records import parts_kept

_OURS = frozenset({"by", "owner", "recipients"})
_DAYS = frozenset(
    {"acknowledge_by", "answer_by", "decide_by", "final_by", "promised_by", "replaced_by"}
)
"""Who of us did something is not told; by when something was promised is, and what came instead."""


def record_of(party: str) -> dict[str, JsonValue]:
    """Everything kept about a person, part by part. Raises NotFound."""
    return {name: _own(part.told(party)) for name, part in parts_kept().items()}


def _own(found: object) -> JsonValue:
    """The same as plain values, without what is not about the person."""
    return _without_ours(json.loads(canonical(_listed(found))))


def _listed(found: object) -> object:
    if isinstance(found, str | dict) or not isinstance(found, Iterable):
        return found
    return list(found)


def _without_ours(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {name: _without_ours(part) for name, part in value.items() if not _is_ours(name)}
    if isinstance(value, list):
        return [_without_ours(part) for part in value]
    return value


def _is_ours(name: str) -> bool:
    return name in _OURS or (name.endswith("_by") and name not in _DAYS)
