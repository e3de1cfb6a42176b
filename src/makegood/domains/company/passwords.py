"""Hash passwords slowly, and compare in the same time whether or not there is one."""

from __future__ import annotations

from secrets import token_urlsafe
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

AT_ONCE = 2
"""So many are hashed at a time, each in 64 MiB; the others wait a moment. However many sign in at
the beginning of a shift, or guess, they cannot take the machine's memory.
"""


class _Slowly:
    """How dear a hash is, and one that stands in for somebody unknown.

    With it the time of an answer does not tell who works here.
    """

    def __init__(self, hasher: PasswordHasher) -> None:
        self.hasher = hasher
        self.nobody = hasher.hash(token_urlsafe(32))


_slowly = _Slowly(PasswordHasher())
_room = BoundedSemaphore(AT_ONCE)


def use_cost(*, time_cost: int, memory_cost: int) -> None:
    """Hash at another cost than argon2's own: rounds, and KiB of memory."""
    global _slowly
    _slowly = _Slowly(PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1))


def slow_hash(password: str) -> str:
    """What is kept of a password."""
    with _room:
        return _slowly.hasher.hash(password)


def is_password(given: str, kept: str | None) -> bool:
    """Whether this is the password kept; with None never, after the same work."""
    try:
        with _room:
            _slowly.hasher.verify(kept or _slowly.nobody, given)
    except VerifyMismatchError:
        return False
    return kept is not None
