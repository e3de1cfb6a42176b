"""List what the company can do, and how each is asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.options import AsJson
from makegood.faces.cli.premises import premises


def operations(
    name: Annotated[
        str | None, typer.Argument(help="One operation, to see all of it with its schema.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List all operations, or show one.

    One is shown with its needs and the schema of its ask: the same as over REST.
    """
    premises().open()
    from makegood.core.describing import described
    from makegood.core.registry import registry
    from makegood.core.runner import find
    from makegood.faces.cli.telling import spelled

    if name is not None:
        typer.echo(spelled(described(find(name))))
    elif as_json:
        typer.echo(spelled({"operations": [described(one) for one in registry.all()]}))
    else:
        widest = max((len(one.name) for one in registry.all()), default=0)
        for one in registry.all():
            level = f"V{int(one.needs.level)}"
            typer.echo(f"{one.name:<{widest}}  {level}  {one.summary()}")
