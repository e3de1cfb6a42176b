"""Name the options that several commands share, each with what it means."""

from __future__ import annotations

from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(help="The operation's name, such as aftersales.open_return.")]
AskText = Annotated[
    str, typer.Option("--ask", help='What is asked, as JSON: \'{"order": "O-1041"}\'.')
]
AsUser = Annotated[
    str | None,
    typer.Option("--as", envvar="MAKEGOOD_AS", help="Who acts: a username, such as rae."),
]
InConversation = Annotated[
    str | None,
    typer.Option(
        "--conversation", help="Act for the customer known in this conversation, such as CV-1001."
    ),
]
Key = Annotated[
    str | None,
    typer.Option("--key", help="Asking again with the same key gives the first answer again."),
]
Locale = Annotated[str, typer.Option("--locale", help="The language of the answer: en, es or fr.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, the same as REST.")]
