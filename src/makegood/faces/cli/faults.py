"""Tell a person at the console what went wrong, in words, and end with a code for scripts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

from makegood.core.outcome import BrokenPromise, InvalidAsk, NotFound
from makegood.faces.cli.exits import Exit, end

P = ParamSpec("P")


def answered(command: Callable[P, None]) -> Callable[P, None]:
    """The command, whose faults are told in words and end in an exit code."""

    @functools.wraps(command)
    def telling(*given: P.args, **named: P.kwargs) -> None:
        try:
            command(*given, **named)
        except InvalidAsk as fault:
            end(_invalid(fault), Exit.INVALID)
        except NotFound as fault:
            end(f"{fault}. Nothing was changed.", Exit.INVALID)
        except BrokenPromise as fault:
            end(f"This is our fault, and nothing was saved: {fault}", Exit.OUR_FAULT)
        except ImproperlyConfigured as fault:
            end(f"{fault}\nTry the demo with `makegood demo`.", Exit.OUR_FAULT)
        except (OperationalError, ProgrammingError) as fault:
            end(_no_database(fault), Exit.OUR_FAULT)

    return telling


def _invalid(fault: InvalidAsk) -> str:
    lines = [f"{fault.operation} cannot be asked like this; nothing was changed."]
    for one in fault.faults:
        lines.append(f"  {one.field or 'ask'}: {one.reason}; accepted: {one.accepted}")
    return "\n".join(lines)


def _no_database(fault: Exception) -> str:
    told = str(fault)
    if "no such column" in told:
        return "The database is older than this version: run `makegood migrate`."
    if any(word in told for word in ("no such table", "does not exist", "unable to open")):
        return (
            "There is no company here yet. Start the demo with `makegood demo`, or make an empty "
            "database with `makegood migrate`."
        )
    return f"The database cannot be used: {fault}"
