"""Spell values in one way only, so that equal things have equal hashes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Set
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from makegood.core.money import Money

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Spelled(str):
    """The one JSON text of a value, spelled already."""


def canonical(value: Any) -> Spelled:
    """The one JSON text of a value made of plain values, models and dataclasses."""
    return Spelled(_spelling.encode(value))


def fingerprint(value: Any) -> str:
    """The SHA-256 of a value's one spelling, in 64 letters from a to p.

    Letters only: a run of digits in it could pass for a card number and be redacted.
    """
    return digest(canonical(value).encode())


def digest(content: bytes) -> str:
    """The SHA-256 of bytes, in the same letters and for the same reason."""
    return hashlib.sha256(content).hexdigest().translate(_LETTERS)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Money):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): part for name, part in value.items()}
    if isinstance(value, Set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no single spelling")


_spelling = json.JSONEncoder(
    default=_plain, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)
