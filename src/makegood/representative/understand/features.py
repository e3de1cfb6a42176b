"""Turn a text into weighed columns: its words, pairs of words near each other, runs of letters."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from makegood.representative.understand.text import words_of

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Marks = NDArray[np.uint64]
"""What stands for a gram, 8 bytes of its hash: a fifteenth of what its letters take."""

REACH = 10
"""How many words further on the second word of a pair may stand."""
LETTERS = range(2, 5)
ENDINGS, SHORTEST_STEM = ("ing", "ed", "es", "s", "ly"), 3
WORD, PAIR, RUN = "_", "~", "#"
MOST_WORDS = 2048
"""The runs of so many words are remembered: most of what is written is made of fewer."""
SHARE_OF_RUNS = 0.4
"""How much of a text's weight its runs of letters have; its words and pairs have the rest."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text: the columns it has something in, each once, and how much it weighs there."""

    columns: Places
    weights: Floats


class Features:
    """The columns that were learnt, weighed by how telling each of them is.

    Words and pairs together weigh twice what the runs of letters do, however many there are of
    either: the ones tell what is meant, the others what was mistyped.
    """

    def __init__(self, marks: Marks, rarity: Floats, is_run: NDArray[np.bool_]) -> None:
        """The columns in the order of their marks, how rare each is, whether it is of letters."""
        self.marks, self.rarity, self.is_run = marks, rarity, is_run

    @classmethod
    def of_nothing(cls) -> "Features":
        """Before anything is learnt there are no columns."""
        return cls(np.zeros(0, np.uint64), np.zeros(0, np.float32), np.zeros(0, np.bool_))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.marks)

    def learn(self, texts: Sequence[str]) -> list[Row]:
        """Fix the columns (pairs and runs that are in two texts or more) and weigh the texts."""
        met: dict[str, int] = {}
        found = [_numbered(_grams(text), met) for text in texts]
        texts_with = np.bincount(np.concatenate([at for at, _ in found]), minlength=len(met))
        kept = [gram for gram, n in met.items() if texts_with[n] > 1 or gram[0] == WORD]
        marks = _marks(kept)
        order = np.argsort(marks)
        places = np.array([met[gram] for gram in kept], np.int64)[order]
        rarity = np.log((1 + len(texts)) / (1 + texts_with[places])) + 1
        is_run = np.array([gram[0] == RUN for gram in kept], np.bool_)[order]
        self.marks, self.rarity, self.is_run = marks[order], rarity.astype(np.float32), is_run
        column_of = np.full(len(met), -1)
        column_of[places] = np.arange(len(kept))
        return [self._weigh(column_of[at], times) for at, times in found]

    def of(self, text: str) -> Row:
        """One text as what was learnt of it; what was never met is left out."""
        counted = _grams(text)
        marks = _marks(counted)
        at = np.searchsorted(self.marks, marks)
        met = self.marks.take(at, mode="clip") == marks if self.count else np.zeros(0, np.bool_)
        columns = np.where(met, at, -1)
        return self._weigh(columns, np.fromiter(counted.values(), np.float32, len(counted)))

    def _weigh(self, columns: Places, times: Floats) -> Row:
        """Damp repetition, raise what is rare, and give words and letters their shares."""
        order = np.argsort(columns)[np.count_nonzero(columns < 0) :]  # near in memory, and quick
        columns, times = columns[order], times[order]
        weights = (1 + np.log(times)) * self.rarity[columns]
        is_run = self.is_run[columns]
        for part, share in ((is_run, SHARE_OF_RUNS), (~is_run, 1 - SHARE_OF_RUNS)):
            length = float(np.sqrt(np.sum(weights[part] ** 2) / share))
            weights[part] /= length or 1.0
        return Row(columns, weights.astype(np.float32))


def _numbered(grams: Counter[str], met: dict[str, int]) -> tuple[Places, Floats]:
    """The grams by the order in which they were first met, so that no text keeps its strings."""
    at = np.array([met.setdefault(gram, len(met)) for gram in grams], np.int64)
    return at, np.array(list(grams.values()), np.float32)


def _marks(grams: Collection[str]) -> Marks:
    written = (blake2b(gram.encode(), digest_size=8).digest() for gram in grams)
    return np.frombuffer(b"".join(written), "<u8")


def _grams(text: str) -> Counter[str]:
    words = words_of(text)
    pairs = set(_pairs([_stem(word) for word in words]))
    return Counter(chain((WORD + word for word in words), pairs, *map(_runs, words)))


def _stem(word: str) -> str:
    """The word without a common ending, so that "card arrives" and "cards arriving" are a pair."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _pairs(words: Sequence[str]) -> Iterator[str]:
    """Each two words that follow each other, and each two that stand near, in their order."""
    for place, first in enumerate(words):
        for distance, second in enumerate(words[place + 1 : place + 1 + REACH]):
            yield f"{PAIR}{first} {second}"
            if distance == 0:
                yield f"{PAIR}{first}+{second}"


@lru_cache(maxsize=MOST_WORDS)
def _runs(word: str) -> tuple[str, ...]:
    """The runs of letters in a word, its edges among them."""
    padded = f" {word} "
    return tuple(
        RUN + padded[start : start + length]
        for length in LETTERS
        for start in range(len(padded) - length + 1)
    )
