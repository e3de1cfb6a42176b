"""Change the company's keys: what an older key sealed is sealed again under the current one."""

from __future__ import annotations

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.faults import answered
from makegood.faces.cli.premises import premises

app = typer.Typer(help="Change the keys that seal what is sensitive.", no_args_is_help=True)


@app.command("rotate")
@answered
def rotate() -> None:
    """Seal everything again under the current key, so that older ones may go.

    First write the new key behind the old ones in MAKEGOOD_SECRET_KEYS (parted by a comma) on every
    machine and start each process anew; then put it in front, and start each anew again. So no
    process meets what it cannot open. This may run beside them, be stopped and be begun again.
    """
    premises().open()
    from makegood.core.resealing import reseal_everything

    resealed = broken = 0
    for one in reseal_everything():
        typer.echo(f"{one.what}: {one.seen} sealed, {one.resealed} of them sealed again")
        resealed, broken = resealed + one.resealed, broken + one.broken
    if broken:
        end(
            f"{broken} cannot be opened by any key here; they are as they were. Put the key that "
            "sealed them at the end of MAKEGOOD_SECRET_KEYS and begin again.",
            Exit.OUR_FAULT,
        )
    typer.echo(
        f"{resealed} sealed again; all of it is under the current key. The older keys may go from "
        "MAKEGOOD_SECRET_KEYS once no chat that began under them goes on. Keep them with the "
        "backups made under them: those open with no other key."
    )
