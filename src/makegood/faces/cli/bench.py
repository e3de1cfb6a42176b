"""Measure this machine and this version."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.faults import answered
from makegood.faces.cli.premises import premises

app = typer.Typer(help="Measure, and print the figures as JSON.")


@app.callback(invoke_without_command=True)
@answered
def bench(
    context: typer.Context,
    grown: Annotated[
        bool, typer.Option("--grown", help="Measure only how things grow with the records.")
    ] = False,
    sizes: Annotated[
        str, typer.Option(help="From how many records to how many it grows.")
    ] = "10000,1000000",
    server: Annotated[
        str, typer.Option(help="Measure only several processes, on this PostgreSQL server.")
    ] = "",
    processes: Annotated[str, typer.Option(help="How many serve, one after the other.")] = "1,2,4",
) -> None:
    """Measure, and print the figures as JSON.

    Each stands with its bar, and the machine's own limits beside them. Nothing of your own
    company is touched: it runs on a company made for it.
    """
    if context.invoked_subcommand is not None:
        return
    with ExitStack() as stack:
        if server:
            counts = _whole_numbers("--processes", processes)
            stack.enter_context(premises().scratch_on(server))
            found = premises().measure_several(_telling, counts)
        else:
            wanted = _whole_numbers("--sizes", sizes) if grown else ()
            stack.enter_context(premises().scratch())
            premises().learn()
            found = premises().measure(_telling, wanted)
    typer.echo(json.dumps(found, indent=2))


@app.command("understanding")
@answered
def understanding(
    train: Annotated[Path, typer.Option(help="What to learn from: CSV with text,label.")],
    test: Annotated[Path, typer.Option(help="What to read then: CSV with text,label.")],
) -> None:
    """Teach the representative's own model with messages of yours, and have it read others.

    Prints the share read rightly, the share of out_of_scope messages found, how far the stated
    sureness is from the share that is right, and the milliseconds a message takes.
    """
    for path in (train, test):
        if not path.is_file():
            end(f"{path} is no file. Nothing was measured.", Exit.INVALID)
    premises().open()
    try:
        found = premises().measure_understanding(train, test, _telling)
    except ValueError as fault:
        end(f"{fault}. Nothing was measured.", Exit.INVALID)
    typer.echo(json.dumps(found, indent=2))


def _telling(what: str) -> None:
    typer.echo(f"Measuring {what} ...", err=True)


def _whole_numbers(option: str, given: str) -> tuple[int, ...]:
    if not all(one.isdecimal() for one in given.split(",")):
        end(f"{option} {given}: whole numbers with commas, such as 1,2. Nothing was measured.",
            Exit.INVALID)  # fmt: skip
    return tuple(int(one) for one in given.split(","))
