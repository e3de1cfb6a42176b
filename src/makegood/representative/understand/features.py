"""Turn a text into weighed columns: its words, pairs of words near each other, runs of letters."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from makegood.representative.understand.text import words_of

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

REACH = 10
"""How many words further on the second word of a pair may stand."""
LETTERS = range(2, 6)
WORD, PAIR, RUN = "_", "~", "#"
SHARE_OF_RUNS = 0.35
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

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._rarity: Floats = np.zeros(0, np.float32)
        self._is_run: NDArray[np.bool_] = np.zeros(0, bool)

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self._columns)

    def learn(self, texts: Sequence[str]) -> list[Row]:
        """Fix the columns (pairs and runs that are in two texts or more) and weigh the texts."""
        met: dict[str, int] = {}
        found = [_numbered(_grams(text), met) for text in texts]
        texts_with = np.bincount(np.concatenate([at for at, _ in found]), minlength=len(met))
        kept = {gram: n for gram, n in met.items() if texts_with[n] > 1 or gram[0] == WORD}
        self._columns = {gram: column for column, gram in enumerate(kept)}
        column_of = np.full(len(met), -1)
        column_of[list(kept.values())] = np.arange(len(kept))
        self._rarity = (
            np.log((1 + len(texts)) / (1 + texts_with[list(kept.values())])) + 1
        ).astype(np.float32)
        self._is_run = np.array([gram[0] == RUN for gram in kept], bool)
        return [self._weigh(column_of[at], times) for at, times in found]

    def of(self, text: str) -> Row:
        """One text as what was learnt of it; what was never met is left out."""
        counted = [(self._columns.get(g, -1), n) for g, n in _grams(text).items()]
        columns, times = np.array(counted, np.int64).reshape(-1, 2).T
        return self._weigh(columns, times.astype(np.float32))

    def _weigh(self, columns: Places, times: Floats) -> Row:
        """Damp repetition, raise what is rare, and give words and letters their shares."""
        known = columns >= 0
        columns, times = columns[known], times[known]
        weights = (1 + np.log(times)) * self._rarity[columns]
        is_run = self._is_run[columns]
        for part, share in ((is_run, SHARE_OF_RUNS), (~is_run, 1 - SHARE_OF_RUNS)):
            length = float(np.sqrt(np.sum(weights[part] ** 2) / share))
            weights[part] /= length or 1.0
        return Row(columns, weights.astype(np.float32))


def _numbered(grams: Counter[str], met: dict[str, int]) -> tuple[Places, Floats]:
    """The grams by the order in which they were first met, so that no text keeps its strings."""
    at = np.array([met.setdefault(gram, len(met)) for gram in grams], np.int64)
    return at, np.array(list(grams.values()), np.float32)


def _grams(text: str) -> Counter[str]:
    words = words_of(text)
    grams = Counter(WORD + word for word in words)
    grams.update(set(_pairs(words)))
    for word in words:
        padded = f" {word} "
        for length in LETTERS:
            grams.update(RUN + padded[i : i + length] for i in range(len(padded) - length + 1))
    return grams


def _pairs(words: Sequence[str]) -> Iterator[str]:
    """Each two words that follow each other, and each two that stand near, in their order."""
    for place, first in enumerate(words):
        for distance, second in enumerate(words[place + 1 : place + 1 + REACH]):
            yield f"{PAIR}{first} {second}"
            if distance == 0:
                yield f"{PAIR}{first}+{second}"
