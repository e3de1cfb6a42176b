"""Start the demo company on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.ports import is_free, listen
from makegood.faces.cli.premises import premises
from makegood.faces.cli.serve import Port

HOST = "127.0.0.1"
_MOST = 1_000_000


def demo(
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget everything and begin on the demo's first day.")
    ] = False,
    port: Port = 8000,
    mail_port: Annotated[
        int, typer.Option("--mail-port", min=0, max=65535, help="Where mail comes in; 0: nowhere.")
    ] = 8025,
    scale: Annotated[
        int,
        typer.Option(
            min=0, max=_MOST, help="Have so many orders; beyond the handbook's they are copies."
        ),
    ] = 0,
) -> None:
    """Start the demo company, until Ctrl-C.

    It is Northvale Appliances, at http://127.0.0.1:8000. The first run makes its database; a
    second one goes on where you left it.
    """
    listening = listen(HOST, port)
    address = f"http://{HOST}:{port}"
    if mail_port and not is_free(HOST, mail_port):
        typer.echo(f"Port {mail_port} is busy: the demo goes on without mail (see --mail-port).")
        mail_port = 0
    premises().make_demo(fresh=fresh, address=address, mail_port=mail_port)
    from makegood.faces.cli.demo_company import prepare, welcome

    keys = prepare(premises())
    if scale:
        _grow(scale)
    typer.echo(welcome(address, keys, mail_port))
    premises().serve(listening, works=True)


def _grow(scale: int) -> None:
    def tell(made: int) -> None:
        typer.echo(f"\r{min(made, scale):,} of {scale:,} orders", nl=False, err=True)

    have = premises().grow(scale, tell)
    typer.echo(f"\r{have:,} orders, with their customers, payments and books.", err=True)
