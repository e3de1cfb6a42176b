"""Let the demo's world outside go wrong on purpose."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.premises import premises


def faults(
    simulator: Annotated[str, typer.Argument(help="Whom it befalls, such as carrier.")] = "",
    fault: Annotated[str, typer.Argument(help="What befalls it, such as timeout.")] = "",
    times: Annotated[int, typer.Option("--times", min=1, max=100, help="How often.")] = 1,
) -> None:
    """Let the world outside go wrong on purpose, in the demo.

    Without words it lists what can go wrong. It befalls the next thing that is asked of the
    simulator; what comes of it is seen at the desk under Due, and in the demo's outbox.
    """
    premises().open()
    known = premises().faults()
    if not simulator:
        for name, ways in known.items():
            typer.echo(f"{name}: {', '.join(ways)}")
        return
    if not premises().is_demo:
        end("Only the demo goes wrong on purpose. Nothing was changed.", Exit.REFUSED)
    if fault not in known.get(simulator, ()):
        accepted = ", ".join(known.get(simulator, tuple(known)))
        asked = f"{simulator} {fault}".strip()
        end(f"{asked} is not known; accepted: {accepted}.", Exit.INVALID)
    premises().befall(simulator, fault, times)
    often = "once" if times == 1 else f"{times} times"
    typer.echo(f"{simulator}: {fault}, {often}, from the next thing that is asked.")
