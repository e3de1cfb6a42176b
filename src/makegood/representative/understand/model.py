"""Learn from the company's own phrasings what a message asks for, and how sure that reading is.

A linear model over words and letters, trained at load, no network (DESIGN section 4). It is
general: `fit(texts, labels)` learns any labels; `out_of_scope` is the label of what fits none.
The confidence it states is fitted on readings of phrasings it had not seen, so that among
readings of 0.8 about eight in ten are right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from makegood.representative.understand.features import Features, Floats, Places, Row
from makegood.representative.understand.separating import score, separate
from makegood.representative.understand.sureness import Sureness, sureness
from makegood.representative.understand.weights import Weights

OUT_OF_SCOPE = "out_of_scope"
FOLDS, FOLDS_TRIED = 4, 2
"""Of four parts of the texts, two are read by what the others teach: enough to tell how sure."""
ROUNDS, ROUNDS_TO_TRY = 10, 5


@dataclass(frozen=True, slots=True)
class Prediction:
    """The likeliest label, its probability, and every label with its own, likeliest first."""

    label: str
    probability: float
    ranked: tuple[tuple[str, float], ...]

    def share_of(self, label: str) -> float:
        """The probability of one label; 0 for one that was never learnt."""
        return dict(self.ranked).get(label, 0.0)


class IntentModel:
    """Reads a message as one of the labels it was taught, with an honest probability.

    `outside` is the label of what fits none of the others, and `outside_share` how many of the
    messages to come will be of that kind.
    """

    def __init__(
        self, outside: str = OUT_OF_SCOPE, outside_share: float = 0.15, seed: int = 7
    ) -> None:
        self.outside, self._outside_share, self._seed = outside, outside_share, seed
        self.features = Features.of_nothing()
        self.labels: tuple[str, ...] = ()

    def fit(
        self, texts: Sequence[str], labels: Sequence[str], sources: Sequence[str] | None = None
    ) -> "IntentModel":
        """Learn from texts with their labels (at least two labels, two texts each).

        Texts of one source are variants of each other: none is held out while another is learnt
        from, and together they count as one, so that a pattern cannot feign certainty.
        """
        rows, truth, _ = self._tried(texts, labels, sources, FOLDS_TRIED)
        self.weights = Weights.of(self._separate(rows, truth))
        return self

    def knowing(
        self, labels: tuple[str, ...], features: Features, sureness: Sureness, weights: Weights
    ) -> "IntentModel":
        """Take over what such a model once learnt."""
        self.labels, self.features, self.sureness = labels, features, sureness
        self.weights = weights
        return self

    def readings_unseen(
        self, texts: Sequence[str], labels: Sequence[str], sources: Sequence[str] | None = None
    ) -> list[Prediction]:
        """How each text is read by a model that learnt from the others but not from its source."""
        _, _, scores = self._tried(texts, labels, sources, FOLDS)
        return [self._prediction(one) for one in scores]

    def _tried(
        self, texts: Sequence[str], labels: Sequence[str], sources: Sequence[str] | None, folds: int
    ) -> tuple[list[Row], Places, Floats]:
        """Learn how sure to be from reading each text by weights that were learnt without it."""
        self.labels = tuple(sorted(set(labels)))
        place = {label: n for n, label in enumerate(self.labels)}
        truth = np.array([place[label] for label in labels])
        rows = self.features.learn(texts)
        source = np.unique(sources, return_inverse=True)[1] if sources else np.arange(len(texts))
        fold = _folds(truth, source, self._seed)
        scores = self._scores_unseen(rows, truth, fold, folds)
        counted = 1.0 / np.bincount(source)[source]
        outside, tried = place.get(self.outside), fold < folds
        self.sureness = sureness(
            scores[tried], truth[tried], counted[tried], outside, self._outside_share
        )
        return rows, truth, scores

    def predict(self, text: str) -> Prediction:
        """The reading of one text."""
        return self._prediction(self.weights.score(self.features.of(text)))

    def _prediction(self, scores: Floats) -> Prediction:
        shares = self.sureness.shares(scores[None, :])[0]
        order = np.argsort(-shares, kind="stable")
        ranked = tuple((self.labels[n], float(shares[n])) for n in order)
        return Prediction(ranked[0][0], ranked[0][1], ranked)

    def _scores_unseen(
        self, rows: Sequence[Row], truth: Places, fold: Places, folds: int
    ) -> Floats:
        """The scores of each text of the first folds by weights that were learnt without it."""
        scores = np.zeros((len(rows), len(self.labels)), np.float32)
        for held_out in range(folds):
            seen = [n for n, its_fold in enumerate(fold) if its_fold != held_out]
            unseen = [n for n, its_fold in enumerate(fold) if its_fold == held_out]
            weights = self._separate([rows[n] for n in seen], truth[seen], ROUNDS_TO_TRY)
            for n in unseen:
                scores[n] = score(rows[n], weights)
        return scores

    def _separate(self, rows: Sequence[Row], truth: Places, rounds: int = ROUNDS) -> Floats:
        return separate(rows, truth, len(self.labels), self.features.count, self._seed, rounds)


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
