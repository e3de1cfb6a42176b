"""Show a conversation in the terminal as it goes on."""

from __future__ import annotations

import textwrap

import typer

from makegood.core import clock
from makegood.core.actor import Channel
from makegood.domains.conversations import queries
from makegood.faces.cli import conversing
from makegood.faces.cli.exits import Exit, end

_WIDTH = 88


class Session:
    """One conversation at the terminal; what was shown is not shown again."""

    def __init__(self, number: str, shown: int) -> None:
        self.number = number
        self._shown = shown
        self._show()

    @classmethod
    def opened(cls, locale: str) -> Session:
        """A new conversation, with its greeting."""
        outcome = conversing.open_conversation(Channel.CLI, language=locale)
        if not outcome.is_done:
            end(" ".join(one["say"] for one in outcome.explanation(locale)), Exit.REFUSED)
        return cls(str(outcome.answer("number")), 0)

    @classmethod
    def gone_on(cls, number: str) -> Session:
        """A conversation that is there already, from its beginning. NotFound."""
        for line in queries.transcript(number):
            if line.who == "customer":
                typer.echo(f"> {line.text}")
            else:
                _print(line.text)
        return cls(number, queries.card(number).last_sequence)

    def hear(self, words: str) -> None:
        """Take in what was typed: words, the number of an offered answer, or nothing."""
        began = clock.now()
        offered = conversing.quick_replies(self.number)
        if words.isdecimal() and 1 <= int(words) <= len(offered):
            words = offered[int(words) - 1]
            typer.echo(f"  ({words})")
        if words:
            exchange = conversing.say(self.number, words)
            if not exchange.received.is_done:
                told = exchange.received.explanation(queries.card(self.number).language)
                _print(" ".join(one["say"] for one in told))
        self._show()
        for message in conversing.sent_since(began):
            first = message.subject or message.body.splitlines()[0]
            typer.secho(f"  [{message.channel} to {message.to}: {first}]", dim=True)
            if not message.subject.lower().startswith("re:"):
                typer.secho(textwrap.indent(message.body, "    "), dim=True)

    def _show(self) -> None:
        for event in queries.events(self.number, after=self._shown):
            self._shown = event.sequence
            if event.kind == "said":
                _print(str(event.body.get("text", "")))
            elif event.kind == "taken_over":
                typer.secho("  [a person has taken over]", dim=True)
        for place, reply in enumerate(conversing.quick_replies(self.number), 1):
            typer.echo(f"  {place}. {reply}")


def _print(text: str) -> None:
    for paragraph in text.splitlines() or [""]:
        typer.echo(textwrap.fill(paragraph, _WIDTH) if paragraph else "")
