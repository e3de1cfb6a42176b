"""Look at the books, and write them down for an accountant's program."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.faults import answered
from makegood.faces.cli.premises import premises

app = typer.Typer(help="Look at the books, and write them down.", no_args_is_help=True)

_FIRST, _LAST = date(1970, 1, 1), date(9999, 12, 30)


class Form(StrEnum):
    """As what the journal is written down."""

    CSV = "csv"
    BEANCOUNT = "beancount"


@app.command("balance")
@answered
def balance() -> None:
    """Print the trial balance; it ends with 1 when the books differ from their subledgers."""
    premises().open()
    from makegood.domains.ledger import queries

    titles = {one.code: one.title for one in queries.accounts()}
    for code, amount in queries.trial_balance().items():
        typer.echo(f"{code}  {titles[code]:<36} {amount.amount:>16,.2f}")
    together = queries.trial_balance_sum()
    typer.echo(f"      {'together':<36} {together.amount:>16,.2f}")
    differing = queries.differences()
    for one in differing:
        typer.echo(f"{one.account}: the account is {one.control}, its subledger {one.subledger}.")
    if differing or together:
        end("The books are not what they must be (above).", Exit.OUR_FAULT)
    typer.echo("Every control account is what its subledger says.")


@app.command("export")
@answered
def export(
    to: Annotated[Path, typer.Argument(help="The file that is written.")],
    month: Annotated[
        str, typer.Option("--month", help="One month, such as 2026-05; else the whole journal.")
    ] = "",
    form: Annotated[Form, typer.Option("--as", help="As what.")] = Form.CSV,
) -> None:
    """Write the journal into a file: as CSV, or as plain text that beancount reads."""
    days = _days(month)
    if to.exists():
        end(f"{to} exists already. Nothing was written.", Exit.INVALID)
    premises().open()
    from makegood.domains.ledger import journals, queries
    from makegood.handbook import book

    entries, accounts = queries.journal(days), queries.accounts()
    if form is Form.CSV:
        text = journals.as_csv(entries, accounts)
    else:
        company = book().company
        text = journals.as_plain_text(
            entries,
            accounts,
            queries.trial_balance(days=days),
            title=company.name,
            currency=company.currency,
        )
    to.write_text(text, encoding="utf-8", newline="")
    typer.echo(f"{to}: {len(entries)} entries.")


def _days(month: str) -> tuple[date, date]:
    if not month:
        return _FIRST, _LAST
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        end(f"{month}: a month looks like 2026-05. Nothing was written.", Exit.INVALID)
    return first, first.replace(day=monthrange(first.year, first.month)[1])
