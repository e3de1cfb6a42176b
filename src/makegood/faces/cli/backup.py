"""Keep a copy of all records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.premises import BackupRefused, premises


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
) -> None:
    """Copy all records into one file.

    The file proves itself, and the company goes on working meanwhile. Your secret is not in it:
    keep that apart. Without it, what is sealed stays closed.
    """
    premises().open()
    try:
        kept = premises().back_up(file)
    except BackupRefused as fault:
        end(str(fault), Exit.INVALID)
    typer.echo(f"{file}: {kept.rows:,} rows, {kept.journal_rows:,} of them the journal's.")
