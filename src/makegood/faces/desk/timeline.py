"""Lay a customer's whole history on one line of time, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from makegood.core import journal
from makegood.domains.conversations.queries import correspondence, of_party, transcript
from makegood.faces.desk.spelling import words

KINDS = ("orders", "money", "returns", "cases", "messages", "other")
_KIND_OF = {
    "ordering": "orders",
    "billing": "money",
    "ledger": "money",
    "aftersales": "returns",
    "cases": "cases",
    "conversations": "messages",
}
_SHOWN_AS_WORDS = frozenset({"conversations.say", "conversations.receive_message"})
_TALKS = 10


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a customer: what, who did it, how it ended, by which clauses."""

    at: datetime
    kind: str
    text: str
    who: str
    status: str = ""
    clauses: tuple[str, ...] = ()
    address: str = ""


def timeline(party: str, show: str = "") -> list[Happening]:
    """What happened, newest first; of one kind only if it is named."""
    found = [*_acts(party), *_messages(party)]
    wanted = [one for one in found if show not in KINDS or one.kind == show]
    return sorted(wanted, key=lambda one: one.at, reverse=True)


def _acts(party: str) -> Iterator[Happening]:
    for row in journal.about(party):
        if row.operation in _SHOWN_AS_WORDS:
            continue
        domain, _, name = row.operation.partition(".")
        yield Happening(
            at=row.at,
            kind=_KIND_OF.get(domain, "other"),
            text=words(name),
            who=row.actor,
            status=f"{row.status} {row.code}".strip(),
            clauses=tuple(row.clauses),
        )


def _messages(party: str) -> Iterator[Happening]:
    for talk in of_party(party, _TALKS):
        address = f"/desk/conversations/{talk.number}"
        for line in transcript(talk.number):
            yield Happening(line.at, "messages", line.text, line.name or line.who, address=address)
    for sent in correspondence(party):
        text = f"{sent.subject or words(sent.name)} ({sent.channel})"
        yield Happening(
            sent.at, "messages", text, "company", address=f"/desk/records/{sent.number}"
        )
