"""Bring a copy of all records back into an empty place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.premises import BackupRefused, premises


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `makegood backup` wrote.")],
    into: Annotated[
        str, typer.Option("--into", help="An empty folder, or postgresql://host/name, empty.")
    ],
) -> None:
    """Bring a backup back, and prove it.

    Its content, the journal's chain, the trial balance and the number of rows are proven. A
    backup of which a single byte was changed is refused, and nothing is left behind.
    """
    premises().open()
    try:
        kept = premises().restore(file, into)
    except BackupRefused as fault:
        end(str(fault), Exit.REFUSED)
    typer.echo(
        f"{into}: {kept.rows:,} rows; journal intact ({kept.journal_rows:,} rows), trial balance "
        "zero, every table as it was. Put the company's secret beside it before you serve from it."
    )
