"""See from the console what an operation would do."""

from __future__ import annotations

from makegood.faces.cli.options import AsJson, AskText, AsUser, InConversation, Locale, Name
from makegood.faces.cli.premises import premises


def preview(
    name: Name,
    ask: AskText = "{}",
    user: AsUser = None,
    conversation: InConversation = None,
    locale: Locale = "en",
    as_json: AsJson = False,
) -> None:
    """See what an operation would do.

    It is done for real and taken back: the decision, the money, a fingerprint for --seen.
    """
    premises().open()
    from makegood.core import runner
    from makegood.faces.cli.acting import actor
    from makegood.faces.cli.telling import read_ask, tell

    found = runner.find(name)
    outcome = runner.preview(found, read_ask(name, ask), actor=actor(user, conversation))
    tell(outcome, language=locale, as_json=as_json)
