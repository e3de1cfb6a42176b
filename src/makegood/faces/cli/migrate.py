"""Bring the company's database up to date."""

from __future__ import annotations

import typer

from makegood.faces.cli.premises import premises


def migrate() -> None:
    """Create the database or bring it up to date.

    Safe to repeat; needed once before `serve`, and after a new version.
    """
    premises().open()
    steps = premises().upgrade()
    typer.echo(f"{steps} steps done." if steps else "The database is up to date.")
