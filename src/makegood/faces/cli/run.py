"""Do an operation from the console."""

from __future__ import annotations

from typing import Annotated

import typer

from makegood.faces.cli.options import AsJson, AskText, AsUser, InConversation, Key, Locale, Name
from makegood.faces.cli.premises import premises


def run(
    name: Name,
    ask: AskText = "{}",
    user: AsUser = None,
    conversation: InConversation = None,
    key: Key = None,
    seen: Annotated[
        str | None,
        typer.Option("--seen", help="The fingerprint of a preview; refused if the facts moved."),
    ] = None,
    locale: Locale = "en",
    as_json: AsJson = False,
) -> None:
    """Do an operation.

    It goes through every gate, in one transaction, and stands in the journal.

    Example: makegood run aftersales.receive_return --as rae --ask '{"return_number": "R-2001",
    "parcels": 1}'
    """
    premises().open()
    from makegood.core import runner
    from makegood.faces.cli.acting import actor
    from makegood.faces.cli.telling import read_ask, tell

    outcome = runner.run(
        runner.find(name),
        read_ask(name, ask),
        actor=actor(user, conversation),
        key=key,
        seen=seen,
    )
    tell(outcome, language=locale, as_json=as_json)
