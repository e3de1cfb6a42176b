"""Measure this machine and this version."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.premises import premises


def bench(
    grown: Annotated[
        bool, typer.Option("--grown", help="Measure only how things grow with the records.")
    ] = False,
    sizes: Annotated[
        str, typer.Option(help="From how many records to how many it grows.")
    ] = "10000,1000000",
) -> None:
    """Measure, and print the figures as JSON.

    Each stands with its bar, and the machine's own limits beside them. Nothing of your own
    company is touched: it runs on a company made for it.
    """
    if not all(size.isdecimal() for size in sizes.split(",")):
        end(f"--sizes {sizes}: whole numbers, such as 10000,100000. Nothing was measured.",
            Exit.INVALID)  # fmt: skip
    wanted = tuple(int(size) for size in sizes.split(",")) if grown else ()
    with premises().scratch():
        premises().learn()
        found = premises().measure(
            lambda told: typer.echo(f"Measuring {told} ...", err=True), wanted
        )
    typer.echo(json.dumps(found, indent=2))
