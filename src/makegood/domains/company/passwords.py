"""Hash passwords slowly, and compare in the same time whether or not there is one."""

from __future__ import annotations

from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_HASHER = PasswordHasher()
# Stands in for somebody unknown, so that the time of an answer does not tell who works here.
_NOBODY = _HASHER.hash(token_urlsafe(32))


def slow_hash(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def is_password(given: str, kept: str | None) -> bool:
    """Whether this is the password kept; with None never, after the same work."""
    try:
        _HASHER.verify(kept or _NOBODY, given)
    except VerifyMismatchError:
        return False
    return kept is not None
