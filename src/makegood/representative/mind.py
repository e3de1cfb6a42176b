"""Keep the reading of messages in step with the handbook in force."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from makegood.core import memory
from makegood.handbook import book
from makegood.representative.understand.costs import costs_of_the_house
from makegood.representative.understand.keeping import Keeping
from makegood.representative.understand.lexicon import Lexicon, lexicon_of_the_house
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import Reading, ReadingContext


class MessageReader(Protocol):
    """Whoever reads messages: the embedded model, or a language model behind its port."""

    def read(self, text: str, context: ReadingContext) -> Reading:
        """What a message asks for, as commands."""


@dataclass(frozen=True, slots=True)
class Mind:
    """The words of one edition of the handbook, and the reader trained on them."""

    edition: str
    lexicon: Lexicon
    embedded: Reader
    reader: MessageReader


class ReaderMaker(Protocol):
    """Makes the reader that the settings ask for around the embedded one."""

    def __call__(self, embedded: Reader, lexicon: Lexicon) -> MessageReader:
        """The reader to be used; the embedded one is its fallback."""


def _embedded_only(embedded: Reader, lexicon: Lexicon) -> MessageReader:
    return embedded


_training = threading.Lock()
_mind: Mind | None = None
_make: ReaderMaker = _embedded_only
_keeping: Keeping | None = None


def read_with(make: ReaderMaker) -> None:
    """Use another reader, such as one that asks a language model first."""
    global _make, _mind
    _make, _mind = make, None


def keep_in(folder: Path, beside: Callable[[], None] | None = None) -> None:
    """Keep what is learned in a folder, and read it from there when it was learned before.

    `beside` has another program learn it, for whoever has others to serve meanwhile.
    """
    global _keeping
    _keeping = Keeping(folder, beside)


def mind() -> Mind:
    """The mind for the handbook in force; while a new edition is learned, the one before."""
    edition, current = book().version, _mind
    if current is not None and current.edition == edition:
        return current
    if current is not None and not _training.locked():
        threading.Thread(target=_learn, args=(edition,), daemon=True).start()
    return current or _learn(edition)


def at_hand() -> Mind | None:
    """The mind that has learned already; None before. It learns nothing, so nobody waits for it."""
    return _mind


def _learn(edition: str) -> Mind:
    global _mind
    with _training:
        if _mind is None or _mind.edition != edition:
            lexicon = lexicon_of_the_house()
            embedded = Reader(lexicon, costs_of_the_house(), _keeping)
            _mind = Mind(edition, lexicon, embedded, _make(embedded, lexicon))
            memory.give_back()
        return _mind
