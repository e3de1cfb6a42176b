"""Prove the journal, and read what was done about a record."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.faults import answered
from makegood.faces.cli.options import AsJson
from makegood.faces.cli.premises import premises

app = typer.Typer(help="Prove the journal, and read it.", no_args_is_help=True)


@app.command("verify")
@answered
def verify_chain() -> None:
    """Walk the whole chain; the first row that does not prove itself is named."""
    premises().open()
    from makegood.core import journal

    finding = journal.verify()
    if not finding.is_intact:
        end(
            f"Row {finding.broken_at} does not prove itself: {finding.reason}. "
            f"The {finding.rows - 1} rows before it are intact.",
            Exit.OUR_FAULT,
        )
    premises().note_upkeep("proof", finding.rows)
    erased = f", {finding.erased} of them with erased contents" if finding.erased else ""
    typer.echo(f"The journal is intact: {finding.rows} rows{erased}.")


@app.command("show")
@answered
def show_record(
    ref: Annotated[str, typer.Argument(help="A record, such as R-2001, O-1041 or C-6.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show what was attempted about a record, oldest first: who, what, under which clause."""
    premises().open()
    from makegood.core import clock, journal
    from makegood.faces.cli.telling import spelled

    rows = list(reversed(journal.history([ref.rpartition(":")[2]], limit=limit)))
    if not rows:
        end(f"The journal says nothing about {ref}.", Exit.INVALID)
    if as_json:
        typer.echo(spelled([journal.plain(row) for row in rows]))
        return
    for row in rows:
        at = clock.local(row.at)
        code = f" ({row.code})" if row.code else ""
        typer.echo(f"{row.seq:>6}  {at:%Y-%m-%d %H:%M}  {row.actor}  {row.operation}: "
                   f"{row.status}{code}")  # fmt: skip
        for said in (row.payload or {}).get("explanation", []):
            typer.echo(f"        {said['say']}  [{said['because']}]")
