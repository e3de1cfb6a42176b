"""Where the parts above say that somebody looks at whether an order's money may go elsewhere."""

from __future__ import annotations

from collections.abc import Callable

Looking = Callable[[str], bool]
"""Given an order, whether somebody was asked about it and has not answered."""

_looking: list[Looking] = []


def looks_at_money(looking: Looking) -> Looking:
    """Let this function say whether the money of an order is looked at."""
    _looking.append(looking)
    return looking


def is_looked_at(order: str) -> bool:
    """Whether the money of an order waits for an answer before it may go elsewhere (ACC-4)."""
    return any(looking(order) for looking in _looking)
