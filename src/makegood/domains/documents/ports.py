"""The typesetter, the scanner and the reader of papers as the company needs them.

An adapter fills each; `use`, `use_scanner` and `use_readers` say which. The same letter always
gives the same bytes. Where nobody scans, files are known by their content alone; where nobody
reads, pictures of papers are kept as pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol, TypeVar

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the explanation, and the clause or record that it rests on."""

    says: str
    because: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value beside its name: an amount, a due date, a telephone number."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The letter's own words, in the language of the letter."""

    reference: str
    figures: str
    promises: str
    due: str
    why: str
    rests_on: str
    disagree: str
    how_to_disagree: str
    page: str
    of: str


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table within a letter: its heading, and its rows with as many cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one letter says, spelled out; plain text throughout, never markup.

    `reasons` are what the paragraphs left unsaid; `rests_on` is the one sentence that names the
    rules and records behind what they said.
    """

    company: str
    legal_name: str
    contact: tuple[str, ...]
    addressee: tuple[str, ...]
    place_and_day: str
    reference: str
    title: str
    paragraphs: tuple[str, ...]
    figures: tuple[Labelled, ...]
    promises: tuple[Labelled, ...]
    reasons: tuple[Reason, ...]
    rests_on: str
    labels: Labels
    language: str
    written_at: datetime
    table: SheetTable | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together under a name: an address, a sender."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """All that a paper of a record says, spelled out; plain text throughout, never markup.

    `bars` are the widths of the barcode that says `code`; the first `left` columns of the table
    are words. A label is stuck on a parcel.
    """

    kind: str
    is_label: bool
    company: str
    contact: tuple[str, ...]
    title: str
    number: str
    subject: str
    party: str
    day: str
    code: str
    bars: tuple[int, ...]
    blocks: tuple[Block, ...]
    facts: tuple[Labelled, ...]
    table: SheetTable | None
    left: int
    totals: tuple[Labelled, ...]
    notes: tuple[Reason, ...]
    labels: Labels
    language: str
    made_at: datetime


class TypesettingFailed(Exception):
    """The letter could not be made into a page; what it says is kept all the same."""


TableMaker = Callable[[str, str], SheetTable | None]
"""Makes the table about a record, by its number, in a language; None while it has none."""

MakerT = TypeVar("MakerT", bound=TableMaker)
_tables: dict[str, TableMaker] = {}


def table_of(kind: str) -> Callable[[MakerT], MakerT]:
    """Let letters about records of this kind carry a table, which a domain above makes."""

    def known(maker: MakerT) -> MakerT:
        _tables[kind] = maker
        return maker

    return known


def table_about(subject_ref: str, language: str) -> SheetTable | None:
    """The table of a letter about a record, such as "credit_memo:CM-1001"; None for most."""
    kind, _, number = subject_ref.partition(":")
    return _tables[kind](number, language) if kind in _tables else None


class Typesetter(Protocol):
    """Somebody who makes a page of what a letter says."""

    def typeset(self, sheet: Sheet | Paper) -> bytes:
        """The letter or the paper as a PDF; TypesettingFailed when it cannot be made."""


class NoTypesetter(TypesettingFailed):
    """No adapter fills this port, so nothing can be printed."""


_typesetters: list[Typesetter] = []


def use(typesetter: Typesetter) -> None:
    """Have letters made by this typesetter from now on."""
    _typesetters[:] = [typesetter]
    typeset.cache_clear()


@lru_cache(maxsize=8)
def typeset(sheet: Sheet | Paper) -> bytes:
    """The letter or the paper as a PDF.

    The last few are remembered, so that a letter made before an act is at hand within it.
    """
    if not _typesetters:
        raise NoTypesetter("no typesetter is connected: see the wiring of the adapters")
    return _typesetters[0].typeset(sheet)


class ScannerAway(Exception):
    """The scanner does not answer, or not so that it can be understood: nothing is known yet."""


class Scanner(Protocol):
    """Somebody who looks into files for what would do harm."""

    def harm_in(self, content: bytes) -> str:
        """What is harmful in a file, by its name; empty when nothing is. ScannerAway."""


_scanners: list[Scanner] = []


def use_scanner(scanner: Scanner | None) -> None:
    """Have files looked into by this scanner from now on, or by none."""
    _scanners[:] = [scanner] if scanner else []


def harm_in(content: bytes) -> str:
    """What is harmful in a file; empty when nothing is, or when nobody here can tell. ScannerAway.

    No file is filed, and so none shown, before this has answered.
    """
    return _scanners[0].harm_in(content) if _scanners else ""


class NotReadable(Exception):
    """A program that reads papers could not read this one."""


class PaperReader(Protocol):
    """A program that reads the text of papers of some kinds: of pictures, of PDFs."""

    def can_read(self, media_type: str) -> bool:
        """Whether it reads files of this kind."""

    def text_in(self, content: bytes) -> str:
        """The text of a file; empty when there is none. NotReadable."""


_readers: list[PaperReader] = []


def use_readers(*readers: PaperReader) -> None:
    """Have papers read by these programs from now on, each by the first that can; or by none."""
    _readers[:] = readers


def can_read(media_type: str) -> bool:
    """Whether somebody here reads files of this kind."""
    return any(one.can_read(media_type) for one in _readers)


def text_in(content: bytes, media_type: str) -> str:
    """The text of a file. NotReadable, also when no program for it is here."""
    for one in _readers:
        if one.can_read(media_type):
            return one.text_in(content)
    raise NotReadable(f"no program that reads {media_type} is installed here")
