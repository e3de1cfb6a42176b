"""The second factor of people at the desk: six digits that change each half minute (RFC 6238)."""

from __future__ import annotations

from datetime import datetime

import pyotp

STEP_SECONDS = 30


def new_secret() -> str:
    """A secret for an app on a telephone, in the letters that such apps read."""
    return pyotp.random_base32()


def address_of(secret: str, username: str, company: str) -> str:
    """The otpauth address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=company)


def step_of(secret: str, code: str, now: datetime, after: int) -> int | None:
    """The time step a code is right for, one before or behind allowed; None for a wrong one.

    Only steps later than `after` count, so that a code seen over a shoulder opens nothing.
    """
    digits = "".join(code.split())
    here = int(now.timestamp()) // STEP_SECONDS
    for step in (here - 1, here, here + 1):
        if step > after and pyotp.utils.strings_equal(pyotp.HOTP(secret).at(step), digits):
            return step
    return None
