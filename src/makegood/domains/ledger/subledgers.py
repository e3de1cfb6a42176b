"""Where the parts above say what an account must hold by their own rows, to be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from makegood.core.money import Money

Kept = Callable[[], Money]
"""What an account must hold by the rows of the part that keeps it, a debit positive."""

_kept: dict[str, Kept] = {}


def subledger(account: str) -> Callable[[Kept], Kept]:
    """Let this function say what the account must hold."""

    def keep(kept: Kept) -> Kept:
        _kept[account] = kept
        return kept

    return keep


def kept_elsewhere() -> Mapping[str, Money]:
    """What each account that a part above keeps must hold."""
    return {account: kept() for account, kept in sorted(_kept.items())}
