"""Take in a mail from a file or from standard input, as a mail server hands it over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from makegood.faces.cli.exits import Exit, end
from makegood.faces.cli.options import AsJson
from makegood.faces.cli.premises import premises


def handle(
    file: Annotated[
        Path | None, typer.Argument(help="A message as it came (RFC 5322); else standard input.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take in a mail and answer it.

    Shows the reply and what was done. The From line tells who somebody says to be, and proves
    nothing. A mail that answers one of
    ours goes on with its conversation. Mails of machines and lists are never answered.
    """
    premises().open()
    from makegood.core import worker
    from makegood.faces.cli.mailing import shown, told
    from makegood.faces.cli.telling import spelled
    from makegood.representative.mail.answering import answer_mail
    from makegood.representative.mail.reading import MailRefused

    raw = _read(file)
    try:
        answered = answer_mail(raw)
    except MailRefused as fault:
        end(f"{fault} Nothing was changed.", Exit.INVALID)
    worker.work_off()
    typer.echo(spelled(shown(answered)) if as_json else told(answered))
    raise typer.Exit(Exit.REFUSED if answered.refused else Exit.DONE)


def _read(file: Path | None) -> bytes:
    """The message, and one byte more than the most that is accepted if it is larger."""
    from makegood.representative.mail.reading import MOST_BYTES

    if file is None:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as fault:
        end(f"{file} cannot be read: {fault.strerror}. Nothing was changed.", Exit.INVALID)
