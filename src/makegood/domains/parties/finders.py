"""Let the parts above name what only they know: whose order it is, what raises a red flag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

ReferenceFinder = Callable[[str], tuple[str, ...]]
"""Given a reference as the customer wrote it, the account numbers it belongs to; () for none."""

RedFlagFinder = Callable[[str, date], bool]
"""Given an account number and a day, whether a change of address needs two proofs (ACC-3)."""

_reference_finders: dict[str, ReferenceFinder] = {}
_red_flag_finders: dict[str, RedFlagFinder] = {}


def reference_finder(finder: ReferenceFinder) -> ReferenceFinder:
    """Let this function be asked which accounts a reference, such as an order number, means."""
    _reference_finders[_name(finder)] = finder
    return finder


def red_flag_finder(finder: RedFlagFinder) -> RedFlagFinder:
    """Let this function be asked whether an account shows a red flag of identity theft."""
    _red_flag_finders[_name(finder)] = finder
    return finder


def accounts_meant(text: str) -> tuple[str, ...]:
    """The accounts that any part of the company knows under this reference."""
    found = [number for finder in _reference_finders.values() for number in finder(text)]
    return tuple(dict.fromkeys(found))


def has_red_flag(account: str, on: date) -> bool:
    """Whether any part of the company knows a reason to look twice at this account."""
    return any(finder(account, on) for finder in _red_flag_finders.values())


def forget(finder: ReferenceFinder | RedFlagFinder) -> None:
    """Ask this function no more, as when a test's own finder has been tried."""
    _reference_finders.pop(_name(finder), None)
    _red_flag_finders.pop(_name(finder), None)


def _name(finder: ReferenceFinder | RedFlagFinder) -> str:
    return f"{finder.__module__}.{finder.__qualname__}"
