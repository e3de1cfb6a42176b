"""Put the console together: one command for each thing that can be done here."""

from __future__ import annotations

from collections.abc import Callable

import typer

from makegood.faces.cli import (
    backup,
    bench,
    books,
    chat,
    demo,
    doctor,
    drill,
    exam,
    handbook,
    handle,
    journal,
    keys,
    mcp,
    migrate,
    operations,
    outside,
    preview,
    restore,
    run,
    serve,
    work,
)
from makegood.faces.cli.exits import MEANINGS
from makegood.faces.cli.faults import answered
from makegood.faces.cli.premises import Premises, use

_COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "serve": serve.serve,
    "work": work.work,
    "migrate": migrate.migrate,
    "operations": operations.operations,
    "run": run.run,
    "preview": preview.preview,
    "chat": chat.chat,
    "handle": handle.handle,
    "mcp": mcp.mcp,
    "backup": backup.backup,
    "restore": restore.restore,
    "doctor": doctor.doctor,
    "drill": drill.drill,
    "faults": outside.faults,
    "exam": exam.exam,
}


def console(given: Premises) -> typer.Typer:
    """The command `makegood`, working on these premises."""
    use(given)
    app = typer.Typer(
        name="makegood",
        help=f"Makegood: the whole job of a customer service representative.\n\n{MEANINGS}",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"max_content_width": 100},
    )
    for name, command in _COMMANDS.items():
        app.command(name)(answered(command))
    app.add_typer(handbook.app, name="handbook")
    app.add_typer(bench.app, name="bench")
    app.add_typer(journal.app, name="journal")
    app.add_typer(books.app, name="books")
    app.add_typer(keys.app, name="keys")
    return app
