"""Learn from the company's own phrasings what a message asks for, and how sure that reading is.

A linear model over words and letters, trained at load, no network (DESIGN section 4). It is
general: `fit(texts, labels)` learns any labels; `out_of_scope` is the label of what fits none.
The confidence it states is fitted on readings of phrasings it had not seen, so that among
readings of 0.8 about eight in ten are right.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy ships no types

from makegood.representative.understand.text import words_of

OUT_OF_SCOPE = "out_of_scope"
FOLDS = 4
LETTERS = range(2, 6)
SHARPNESS_TRIED = np.geomspace(0.5, 25.0, 40)
# What a customer's turn is worth: asking costs one turn; starting what was not meant costs two
# and a half (they must notice, say so and begin again); offering a choice without the right
# answer in it costs two.
COST_ASK, COST_WRONG_START, COST_USELESS_CHOICE = 1.0, 2.5, 2.0
ACT_AT = 1 - COST_ASK / COST_WRONG_START
ASK_AT = 1 - COST_ASK / COST_USELESS_CHOICE

Matrix = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Prediction:
    """The likeliest label, its probability, and every label with its own, likeliest first."""

    label: str
    probability: float
    ranked: tuple[tuple[str, float], ...]


class Features:
    """Words, pairs of words and runs of 2 to 5 letters, weighed by how telling they are."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._rarity: Matrix = np.zeros(0)

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Fix the columns (letter runs seen in two texts or more) and weigh them."""
        found = [_grams(text) for text in texts]
        texts_with = Counter(gram for grams in found for gram in grams)
        kept = sorted(g for g, n in texts_with.items() if n > 1 or g[0] != "#")
        self._columns = {gram: column for column, gram in enumerate(kept)}
        counts = self._count(found)
        texts_of = np.bincount(counts.indices, minlength=len(kept))
        self._rarity = np.log((1 + len(texts)) / (1 + texts_of)) + 1
        return self._weigh(counts)

    def of(self, text: str) -> csr_matrix:
        """One row for one text."""
        return self._weigh(self._count([_grams(text)]))

    def _count(self, found: Sequence[Counter[str]]) -> csr_matrix:
        ends, columns, counts = [0], [], []
        for grams in found:
            for gram, times in grams.items():
                if (column := self._columns.get(gram)) is not None:
                    columns.append(column)
                    counts.append(float(times))
            ends.append(len(columns))
        return csr_matrix((counts, columns, ends), shape=(len(found), len(self._columns)))

    def _weigh(self, counts: csr_matrix) -> csr_matrix:
        """Damp repetition, raise what is rare, and give every text the same length."""
        weights = (1 + np.log(counts.data)) * self._rarity[counts.indices]
        row_of = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(row_of, weights**2, minlength=counts.shape[0]))
        weights /= lengths[row_of]
        return csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape)


def _grams(text: str) -> Counter[str]:
    words = words_of(text)
    grams: Counter[str] = Counter("_" + word for word in words)
    grams.update(f"_{first} {second}" for first, second in pairwise(words))
    for word in words:
        padded = f" {word} "
        for length in LETTERS:
            grams.update(f"#{padded[i : i + length]}" for i in range(len(padded) - length + 1))
    return grams


class IntentModel:
    """Reads a message as one of the labels it was taught, with an honest probability."""

    def __init__(self, seed: int = 7) -> None:
        self._seed = seed
        self._features = Features()
        self.labels: tuple[str, ...] = ()

    def fit(
        self, texts: Sequence[str], labels: Sequence[str], sources: Sequence[str] | None = None
    ) -> "IntentModel":
        """Learn from texts with their labels (at least two labels, two texts each).

        Texts of one source are variants of each other: none is held out while another is learnt
        from, and together they count as one, so that a pattern cannot feign certainty.
        """
        self.labels = tuple(sorted(set(labels)))
        place = {label: n for n, label in enumerate(self.labels)}
        truth = np.array([place[label] for label in labels])
        rows = self._features.learn(texts)
        source = np.unique(sources, return_inverse=True)[1] if sources else np.arange(len(texts))
        fold = _folds(truth, source, self._seed)
        scores = np.zeros((len(texts), len(self.labels)))
        for held_out in range(FOLDS):
            seen, unseen = np.flatnonzero(fold != held_out), np.flatnonzero(fold == held_out)
            weights, offsets = self._separate(rows[seen], truth[seen])
            scores[unseen] = rows[unseen] @ weights.T + offsets
        self._scale = _calibrate(scores, truth, 1.0 / np.bincount(source)[source])
        self._weights, self._offsets = self._separate(rows, truth)
        self._by_gram = np.ascontiguousarray(self._weights.T)
        return self

    def predict(self, text: str) -> Prediction:
        """The reading of one text."""
        row = self._features.of(text)
        scores = row.data @ self._by_gram[row.indices] + self._offsets
        shares = _shares(self._scale * scores[None, :])[0]
        order = np.argsort(-shares)
        ranked = tuple((self.labels[n], float(shares[n])) for n in order)
        return Prediction(ranked[0][0], ranked[0][1], ranked)

    def _separate(self, rows: csr_matrix, truth: Places) -> tuple[Matrix, Matrix]:
        # Loading it takes longer than learning, so whoever only reads never does.
        from sklearn.svm import LinearSVC

        fitted = LinearSVC(C=1.0, random_state=self._seed).fit(rows, truth)
        weights, offsets = fitted.coef_, fitted.intercept_
        if len(self.labels) == 2:
            weights, offsets = np.vstack([-weights, weights]), np.array([-offsets[0], offsets[0]])
        return weights, offsets


def _folds(truth: Places, source: Places, seed: int) -> Places:
    """Deal each label's sources evenly over the folds."""
    fold = np.zeros(len(truth), dtype=np.int64)
    chance = np.random.default_rng(seed)
    for label in np.unique(truth):
        members = np.flatnonzero(truth == label)
        dealt = chance.permutation(np.unique(source[members]))
        turn = {int(one): n % FOLDS for n, one in enumerate(dealt)}
        fold[members] = [turn[int(one)] for one in source[members]]
    return fold


def _shares(logits: Matrix) -> Matrix:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _calibrate(scores: Matrix, truth: Places, weights: Matrix) -> float:
    """The sharpness of the scores at which the unseen texts were likeliest."""

    def surprise(scale: float) -> float:
        shares = _shares(scale * scores)[np.arange(len(truth)), truth]
        return float(-np.average(np.log(np.maximum(shares, 1e-12)), weights=weights))

    return float(min(SHARPNESS_TRIED, key=surprise))
