"""End a command so that a script knows how it went."""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn

import typer


class Exit(IntEnum):
    """What the exit code of every command means."""

    DONE = 0
    OUR_FAULT = 1
    INVALID = 2
    REFUSED = 3
    NEEDS_INFO = 4
    PENDING = 5


MEANINGS = (
    "Exit codes: 0 done, 1 our fault, 2 usage or an invalid ask, 3 refused, "
    "4 needs information, 5 pending approval."
)


def end(told: str, code: Exit) -> NoReturn:
    """Say on standard error why the command ends here, and end it."""
    typer.echo(told, err=True)
    raise typer.Exit(code)
