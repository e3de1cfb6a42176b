"""Serve all faces for real."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.ports import listen
from makegood.faces.cli.premises import premises

Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    works: Annotated[
        bool, typer.Option("--work/--no-work", help="Also do what falls due, in this server.")
    ] = True,
) -> None:
    """Serve all faces for real, until Ctrl-C.

    The help page, the chat and the API; and what falls due is done in the same program.
    """
    listening = listen(host, port)
    premises().open()
    reason = premises().why_not_serve()
    if reason:
        end(reason, Exit.OUR_FAULT)
    typer.echo(f"Makegood is at http://{host}:{port}; Ctrl-C ends it.")
    premises().serve(listening, works=works)
