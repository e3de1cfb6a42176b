"""Have a program of this machine print what it makes of bytes that are handed to it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence


def printed_by(
    command: Sequence[str], content: bytes, seconds: float, fault: type[Exception]
) -> str:
    """What the program prints of bytes that go in by its standard input.

    Raises `fault`, with what the program said, when it is not there, fails or takes too long.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a program that the settings name
            command, input=content, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as missed:
        raise fault(f"{command[0]}: {missed}") from None
    if done.returncode:
        raise fault(done.stderr.decode("utf-8", "replace").strip()[:400])
    return done.stdout.decode("utf-8", "replace").strip()
