"""Answer with a whole correspondence in order, in and out, each piece with its hash. AC08.4."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from makegood.core.models import JournalRow
from makegood.domains.conversations.queries import (
    NoticeCard,
    SaidCard,
    said_before,
    written_before,
)
from makegood.domains.documents.queries.papers import DocumentCard, documents_of

MOST_PIECES = 2_000
_ALL = 100_000
_LETTER = "notice:"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a correspondence: a message, a letter or a paper, in full or by its title.

    `way` is in for what came to us and out for what we said; `record` is its own number;
    `sha256` is of the words as they stand here, or of the paper's bytes.
    """

    place: int
    at: datetime
    way: Literal["in", "out"]
    kind: Literal["message", "letter", "paper"]
    record: str
    channel: str
    who: str
    title: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole correspondence with a customer, or of it what is about one record; oldest first.

    `sha256` is of all its pieces' hashes in order, so that none can be left out unnoticed.
    `earlier` is set where there is more than one bundle holds: what came before that moment is
    the next bundle.
    """

    about: str
    party: str
    pieces: tuple[Piece, ...]
    sha256: str
    earlier: datetime | None = None


def correspondence_bundle(
    party: str, about: str = "", *, before: datetime | None = None, most: int = MOST_PIECES
) -> Bundle:
    """All that was written, said and filed with a party, about one record if it is named.

    A conversation belongs to a record when something was done about the record in it. At most so
    many pieces, the newest of those before a moment; pieces of one moment stay together.
    """
    papers = [one for one in documents_of(party, _ALL) if not about or _is_about(one, about)]
    printed = {filed.source: one.sha256 for one in papers for filed in one.filings}
    talks = _talks_about(about) if about else None
    found = [
        *_letters(written_before(party, before, most + 1, about=about), printed),
        *(one for one in _papers(papers) if before is None or one.at < before),
        *_said(said_before(party, before, most + 1, within=talks)),
    ]
    found.sort(key=_order)
    earlier = None
    if len(found) > most:
        last_out = found[-most - 1].at
        found = [one for one in found if one.at > last_out] or found[-most:]
        earlier = found[0].at
    pieces = tuple(replace(one, place=place) for place, one in enumerate(found, start=1))
    whole = "\n".join(one.sha256 for one in pieces)
    return Bundle(about or party, party, pieces, _hash(whole), earlier)


def _letters(notices: Iterable[NoticeCard], printed: dict[str, str]) -> Iterator[Piece]:
    for one in notices:
        sha256 = printed.get(f"{_LETTER}{one.number}") or _hash(f"{one.subject}\n{one.body}")
        yield Piece(
            0, one.at, "out", "letter", one.number, one.channel, one.to, one.subject or one.name,
            one.body, sha256,
        )  # fmt: skip


def _papers(papers: Iterable[DocumentCard]) -> Iterator[Piece]:
    for one in papers:
        first = one.filings[0]
        if first.source.startswith(_LETTER):
            continue
        yield Piece(
            0, first.filed_at, "in", "paper", one.number, first.source.partition(":")[0],
            first.by, one.title, "", one.sha256,
        )  # fmt: skip


def _said(cards: Iterable[SaidCard]) -> Iterator[Piece]:
    for one in cards:
        line = one.line
        way: Literal["in", "out"] = "in" if line.who == "customer" else "out"
        yield Piece(
            0, line.at, way, "message", f"{one.conversation}/{line.sequence}", one.channel,
            line.name or line.who, "", line.text, _hash(line.text),
        )  # fmt: skip


def _order(one: Piece) -> tuple[datetime, str, int]:
    record, _, place = one.record.partition("/")
    return one.at, record, int(place or 0)


def _is_about(one: DocumentCard, about: str) -> bool:
    return any(filed.subject_ref.rpartition(":")[2] == about for filed in one.filings)


def _talks_about(number: str) -> frozenset[str]:
    """The conversations in which something was done, or tried, about a record."""
    rows = JournalRow.objects.filter(subjects__ref=number).exclude(conversation="")
    return frozenset(rows.values_list("conversation", flat=True))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
