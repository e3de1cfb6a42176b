"""Measure this machine and this version."""

from __future__ import annotations

import json

import typer

from makegood.faces.cli.premises import premises


def bench() -> None:
    """Measure, and print the figures as JSON.

    Each stands with its bar, and the machine's own limits beside them. Nothing of your own
    company is touched: it runs on a company made for it.
    """
    with premises().scratch():
        premises().learn()
        found = premises().measure(lambda told: typer.echo(f"Measuring {told} ...", err=True))
    typer.echo(json.dumps(found, indent=2))
