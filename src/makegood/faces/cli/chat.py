"""Talk with the representative in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.premises import premises


def chat(
    locale: Annotated[
        str, typer.Option("--locale", help="The language to begin in: en, es or fr.")
    ] = "en",
    conversation: Annotated[
        str | None,
        typer.Option("--conversation", help="Go on with this conversation, such as CV-1001."),
    ] = None,
) -> None:
    """Chat as a customer, in the terminal.

    A number picks an offered answer; an empty line looks again.

    Ctrl-D ends it; the conversation is kept.
    """
    premises().open()
    premises().learn()
    from makegood.faces.cli.chat_session import Session

    session = Session.gone_on(conversation) if conversation else Session.opened(locale)
    while (words := _typed()) is not None:
        session.hear(words)
    typer.echo(f"\nThe conversation is kept: makegood chat --conversation {session.number}")


def _typed() -> str | None:
    try:
        return input("> ").strip()
    except EOFError:
        return None
