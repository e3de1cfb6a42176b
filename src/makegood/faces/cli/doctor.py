"""Look whether everything is well."""

from __future__ import annotations

from dataclasses import asdict

import typer

from makegood.faces.cli.exits import Exit
from makegood.faces.cli.options import AsJson
from makegood.faces.cli.premises import Finding, State, premises

_SIGNS = {State.WELL: "well ", State.LOOK: "look ", State.WRONG: "WRONG"}


def doctor(as_json: AsJson = False) -> None:
    """Look whether everything is well, and say what to do where it is not.

    Settings, handbook, disk, database, clock, journal, staff, waiting work and mail. Nothing is
    changed. Ends with 1 when something is wrong.
    """
    premises().open()
    from makegood.faces.cli.telling import spelled

    found = list(premises().examine())
    if as_json:
        typer.echo(spelled([asdict(one) for one in found]))
    else:
        for one in found:
            typer.echo(_line(one))
    if any(one.state is State.WRONG for one in found):
        raise typer.Exit(Exit.OUR_FAULT)


def _line(found: Finding) -> str:
    told = f"{_SIGNS[found.state]}  {found.name:9} {found.told}"
    return f"{told}\n       {'':9} -> {found.do}" if found.do else told
