"""Read a count and an amount as programs write them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from makegood.core.money import Money

_MOST = 1_000_000


def whole(text: str) -> int | None:
    """A count, also when it is written as 8.0 or 8.00; None when it is none."""
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        return None
    fits = exact.is_finite() and exact == exact.to_integral_value() and 0 <= exact <= _MOST
    return int(exact) if fits else None


def money(text: str) -> Money | None:
    """An amount such as 42.00 or $42.00; None when it is none."""
    try:
        return Money.parse(text.replace("$", "").strip())
    except ValueError:
        return None
