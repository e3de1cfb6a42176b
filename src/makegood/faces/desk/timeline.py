"""Lay a customer's whole history on one line of time, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from makegood.core import journal
from makegood.core.checks import looks_after
from makegood.domains.conversations.queries import correspondence, said_with
from makegood.faces.desk import cards, naming
from makegood.faces.desk.people import person
from makegood.faces.desk.spelling import words
from makegood.faces.desk.strings import _

KINDS = {
    "orders": _("Orders"),
    "money": _("Money"),
    "cases": _("Cases"),
    "messages": _("Messages"),
    "checks": _("Checks"),
}
_DOMAINS = {
    "orders": ("ordering", "aftersales"),
    "money": ("billing", "ledger"),
    "cases": ("cases",),
    "messages": ("conversations",),
}
_KIND_OF = {domain: kind for kind, domains in _DOMAINS.items() for domain in domains}
_SHOWN_AS_WORDS = frozenset(
    {
        "conversations.say",
        "conversations.receive_message",
        "conversations.send_notice",
        "documents.print_letter",
    }
)
_PAGE = 20
_LOOKS = {"passed": "good", "failed": "wrong", "waits": "", "done": "good"}


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
    is_said: bool = False

    @property
    def look(self) -> str:
        """How it ended, as a colour beside its word."""
        return _LOOKS.get(self.status.partition(" ")[0], "attention") if self.status else ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One page of the line of time, and the numbers of the pages beside it; 0 is none."""

    happenings: tuple[Happening, ...]
    newer: int
    older: int


def timeline(party: str, show: str = "", page: int = 1) -> Stretch:
    """What happened, newest first; of one kind only if it is named. Pages count from 1."""
    kind = show if show in KINDS else ""
    last = max(page, 1) * _PAGE
    found = sorted(_all(party, kind, last + 1), key=lambda one: one.at, reverse=True)
    here = tuple(found[last - _PAGE : last])
    return Stretch(here, max(page, 1) - 1, page + 1 if len(found) > last else 0)


def _all(party: str, kind: str, limit: int) -> Iterator[Happening]:
    if kind != "checks":
        yield from _acts(party, kind, limit)
    if kind in ("", "messages"):
        yield from _messages(party, limit)
    if kind in ("", "checks"):
        yield from _checks(party, limit)


def _acts(party: str, kind: str, limit: int) -> Iterator[Happening]:
    only = _DOMAINS.get(kind, ())
    for row in journal.headlines(party, limit, only=only, but=_SHOWN_AS_WORDS):
        domain = row.operation.partition(".")[0]
        yield Happening(
            at=row.at,
            kind=_KIND_OF.get(domain, "other"),
            text=naming.act(row.operation),
            who=person(row.actor),
            status=f"{words(row.status).lower()} {words(row.code).lower()}".strip(),
            clauses=tuple(one.partition("@")[0] for one in row.clauses),
            address=f"/desk/conversations/{row.conversation}" if row.conversation else "",
        )


def _messages(party: str, limit: int) -> Iterator[Happening]:
    for said in said_with(party, limit):
        line = said.line
        who = line.name or person(f"{line.who}:")
        address = cards.address_of(said.conversation)
        yield Happening(line.at, "messages", line.text, who, address=address, is_said=True)
    for sent in correspondence(party, limit):
        text = f"{sent.subject or words(sent.name)} ({sent.channel})"
        address = cards.address_of(sent.number)
        yield Happening(sent.at, "messages", text, person("system:"), address=address)


def _checks(party: str, limit: int) -> Iterator[Happening]:
    for one in looks_after(party, limit):
        about = one.subject.rpartition(":")[2]
        text = f"{naming.act(one.name)} {about}{f': {one.finding}' if one.finding else ''}"
        address = cards.address_of(about)
        yield Happening(one.at, "checks", text, person("system:"), one.state, address=address)
