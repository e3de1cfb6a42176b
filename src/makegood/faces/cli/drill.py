"""Rehearse the loss of all records."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.premises import BackupRefused, premises


def drill(
    into: Annotated[
        str,
        typer.Option(
            "--into", help="An empty folder or postgresql://host/name; needed on PostgreSQL."
        ),
    ] = "",
) -> None:
    """Rehearse the loss of all records, on a copy.

    A backup is made while the company is at work and brought back into an empty place, where it
    is proven equal. Then a row of the copy's journal is changed and must be found, and a byte of
    the backup is changed and must be refused. The company itself is only read.
    """
    premises().open()
    try:
        kept = premises().drill(into, typer.echo)
    except BackupRefused as fault:
        end(f"The drill failed: {fault}", Exit.OUR_FAULT)
    typer.echo(f"The drill is done: {kept.rows:,} rows would come back.")
