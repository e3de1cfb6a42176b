"""Give a claim's decision as plain data, line by line, in the shape that dealers' programs read.

Source: B49.
"""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.money import Money
from makegood.domains.dealers.queries.claims import ClaimCard, ClaimLineCard


def trace_of(card: ClaimCard) -> dict[str, JsonValue]:
    """The trace of a claim: its lines, its totals, until when it may be appealed."""
    until = card.appeal_until
    total: dict[str, JsonValue] = {
        "claimed": _plain(card.claimed), "allowed": _plain(card.allowed),
        "adjustment": _plain(card.adjustment),
    }  # fmt: skip
    lines: list[JsonValue] = [_line(one) for one in card.lines]
    return {
        "claim": card.number, "lines": lines, "total": total,
        "appeal_until": until.isoformat() if until else None,
    }  # fmt: skip


def _line(one: ClaimLineCard) -> dict[str, JsonValue]:
    name = f"part {one.code}" if one.work == "part" else one.work
    found: dict[str, JsonValue] = {"line": name}
    if one.work == "labour" and one.rate is not None:
        found["claimed"] = {
            "h": f"{one.hours.normalize():f}", "rate": _plain(one.rate),
            "amount": _plain(one.claimed),
        }  # fmt: skip
        found["allowed"] = {
            "h": f"{one.allowed_hours.normalize():f}",
            "amount": _plain(one.allowed),
        }
        found["op"] = one.code
    else:
        found["claimed"], found["allowed"] = _plain(one.claimed), _plain(one.allowed)
    if one.rule != "as_claimed":
        found["rule"] = one.rule
    return found


def _plain(money: Money) -> str:
    return f"{money.amount:.2f}"
