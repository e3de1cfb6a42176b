"""Check the company's handbook, and read its clauses."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.faults import answered
from makegood.faces.cli.premises import premises
from makegood.handbook import (
    Clause,
    NotAccepted,
    NotInHandbook,
    check,
    folder,
    load,
    put_in,
)
from makegood.handbook.beginning import Beginning, begin, goods_in, quoted, reached_in

app = typer.Typer(help="Check the company's handbook, and read its clauses.", no_args_is_help=True)

Folder = Annotated[
    Path | None, typer.Argument(help="The handbook's folder; the company's own by default.")
]


ChangeNumber = Annotated[str, typer.Argument(help="A change, such as KP-1001.")]


@app.command("check")
@answered
def check_folder(path: Folder = None) -> None:
    """Check a handbook: each problem with file, line, field and what is accepted."""
    folder = path or premises().handbook
    if not folder.is_dir():
        end(f"{folder} is no folder. Nothing was checked.", Exit.INVALID)
    problems = check(folder)
    for problem in problems:
        typer.echo(f"{'' if problem.blocks else 'note: '}{problem}")
    blocking = sum(problem.blocks for problem in problems)
    if blocking:
        end(f"{blocking} problems keep this handbook from being used.", Exit.OUR_FAULT)
    book = load(folder)
    typer.echo(f"{book.company.name}, edition {book.version}: {len(book.clauses)} clauses, valid.")


@app.command("learn")
@answered
def learn(
    beside: Annotated[
        int | None,
        typer.Option(hidden=True, help="Give so much way to others, and end with the input."),
    ] = None,
) -> None:
    """Have the representative read the company's handbook.

    What it learned is kept, so that the next start has it at once.
    """
    if beside is not None:
        with suppress(OSError):  # a service may be forbidden to change how much it gives way
            os.nice(beside)
        threading.Thread(target=_end_with_the_input, daemon=True).start()
    premises().open()
    premises().learn()
    typer.echo("The handbook is read.")


def _end_with_the_input() -> None:
    while os.read(0, 4096):  # not by `sys.stdin`, which waits for its reader when a program ends
        pass
    os._exit(Exit.OUR_FAULT)


@app.command("new")
@answered
def new_folder(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    name: Annotated[str, typer.Option(prompt="What is your company called?")],
    sells: Annotated[
        str, typer.Option(prompt="What do you sell, with prices? (City bike 799, Helmet 59.90)")
    ],
    reached: Annotated[
        str, typer.Option(prompt="How do customers reach you? (mail, phone, address)")
    ],
) -> None:
    """Begin a company's own handbook, from three answers and the rules of the demo company."""
    try:
        said = Beginning(quoted(name) or "", goods_in(sells), reached_in(reached))
        if not said.name:
            raise ValueError("a company has a name")
        begin(folder, said, pattern=premises().handbook)
    except FileExistsError:
        end(f"{folder} is there already. Nothing was written.", Exit.INVALID)
    except ValueError as wrong:
        end(f"{wrong}. Nothing was written.", Exit.INVALID)
    check_folder(folder)
    typer.echo(
        "Talk with your representative:\n"
        f"    export MAKEGOOD_HANDBOOK={folder} MAKEGOOD_PLACE={folder}-records\n"
        "    makegood migrate && makegood chat\n"
        "The rules are those of the demo company until you change them: read policy/ first, then "
        "prices/taxes.toml, company.toml (hours, departments, who works there) and knowledge/."
    )


@app.command("changes")
@answered
def list_changes() -> None:
    """List the changes that were agreed to at the desk, the newest first."""
    premises().open()
    from makegood.domains.knowledge.queries import changes

    for one in changes():
        state = "in force" if one.is_in_force else "not put in"
        about = f"{one.about} ({one.language})"
        typer.echo(f"{one.number}  {state:<10}  {one.kind:<8}  {about}  {one.file}")


@app.command("patch")
@answered
def show_patch(number: ChangeNumber) -> None:
    """Write a change as a patch that `git apply` takes, such as `handbook patch KP-1001`."""
    premises().open()
    from makegood.domains.knowledge.queries import change_card

    typer.echo(change_card(number).patch, nl=False)


@app.command("apply")
@answered
def apply_change(number: ChangeNumber) -> None:
    """Put a change into the handbook, when the whole handbook stays valid with it."""
    premises().open()
    from makegood.domains.knowledge.queries import change_card, change_to_put_in

    card = change_card(number)
    if card.is_in_force:
        typer.echo(f"{number} is in the handbook already.")
        return
    try:
        put_in(folder(), change_to_put_in(number))
    except NotAccepted as wrong:
        end(f"{wrong}. Nothing was changed.", Exit.INVALID)
    except OSError as fault:
        end(f"{card.file}: {fault.strerror}. Nothing was changed.", Exit.INVALID)
    typer.echo(f"{number} is in {card.file}; a running company reads it within seconds.")


@app.command("show")
@answered
def show_clause(
    name: Annotated[str, typer.Argument(help="A clause, such as RET-2, or RET-2@2026-01-01.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day it is asked for; the demo's day by default.")
    ] = None,
    locale: Annotated[str, typer.Option("--locale", help="en, es or fr.")] = "en",
) -> None:
    """Show a clause: its figures, and its sentences as a customer reads them."""
    book = load(premises().handbook)
    try:
        day = date.fromisoformat(on) if on else book.company.demo_today or date.max
        clause = book.clause_version(name) if "@" in name else book.clause(name, on=day)
    except ValueError:
        end(f"{on!r} is no date; accepted is 2026-06-15.", Exit.INVALID)
    except NotInHandbook as fault:
        end(str(fault), Exit.INVALID)
    typer.echo("\n".join(_lines(clause, locale)))


def _lines(clause: Clause, locale: str) -> list[str]:
    until = clause.in_force.until or "further notice"
    lines = [f"{clause.version}  {clause.title}", f"  in force {clause.in_force.start} to {until}"]
    if clause.citation:
        lines.append(f"  law: {clause.citation}")
    lines += [f"  {name} = {clause.figure(name)}" for name in clause.figures]
    lines += [f"  {sentence}: {clause.says(sentence, locale)}" for sentence in clause.sentences]
    return lines
