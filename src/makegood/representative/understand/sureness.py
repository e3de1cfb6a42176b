"""Turn scores into honest probabilities, learnt from readings of texts that were not learnt from.

Two questions are answered one after the other: whether the text is about anything we know, and
which label it is if so. The first looks at how far the likeliest label lies on its side, how far
before the next one, and how near the text is to what is known to be outside.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from makegood.representative.understand.features import Floats, Places

SHARPNESS_TRIED = np.geomspace(0.5, 25.0, 60)
STEPS = 40
HELD_BACK = 1.0
"""How strongly the first question is kept from trusting few examples too much."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How scores become shares: their sharpness, and the signs of being known at all.

    `outside` is the column of what fits no label; None where every text has one of the labels.
    """

    sharpness: float
    outside: int | None
    signs: Matrix

    def shares(self, scores: Floats) -> Matrix:
        """The probability of each label, row by row."""
        inside = _inside(scores, self.outside)
        shares = _shares(self.sharpness * inside)
        if self.outside is None:
            return shares
        known = _likelihood(_marks(scores, self.outside) @ self.signs)
        return np.insert(shares * known[:, None], self.outside, 1 - known, axis=1)


def sureness(
    scores: Floats, truth: Places, weights: Matrix, outside: int | None, outside_share: float
) -> Sureness:
    """The sureness under which unseen texts with these scores would have surprised us least.

    Texts outside are counted as if they were `outside_share` of all messages, whatever their
    share among the texts that were learnt from.
    """
    is_inside = truth != outside if outside is not None else np.ones(len(truth), bool)
    own = truth if outside is None else truth - (truth > outside)
    inside = _inside(scores, outside)[is_inside]
    sharpness = _sharpness(inside, own[is_inside], weights[is_inside])
    if outside is None:
        return Sureness(sharpness, None, np.zeros(4))
    balanced = np.where(
        is_inside,
        weights * (1 - outside_share) / max(weights[is_inside].sum(), 1e-9),
        weights * outside_share / max(weights[~is_inside].sum(), 1e-9),
    )
    signs = _fitted(_marks(scores, outside), is_inside, balanced * len(truth))
    return Sureness(sharpness, outside, signs)


def _inside(scores: Floats, outside: int | None) -> Floats:
    return scores if outside is None else np.delete(scores, outside, axis=1)


def _marks(scores: Floats, outside: int) -> Matrix:
    """What tells of being known: the best score, its lead, the score of what is outside, and 1."""
    two = np.sort(_inside(scores, outside), axis=1)[:, -2:]
    ones = np.ones(len(scores))
    return np.column_stack([two[:, -1], two[:, -1] - two[:, 0], scores[:, outside], ones])


def _shares(logits: Floats) -> Matrix:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
    shares: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _likelihood(leaning: Matrix) -> Matrix:
    likely: Matrix = 1 / (1 + np.exp(-np.clip(leaning, -30, 30)))
    return likely


def _sharpness(scores: Floats, truth: Places, weights: Matrix) -> float:
    def surprise(scale: float) -> float:
        shares = _shares(scale * scores)[np.arange(len(truth)), truth]
        return float(-np.average(np.log(np.maximum(shares, 1e-12)), weights=weights))

    return float(min(SHARPNESS_TRIED, key=surprise))


def _fitted(marks: Matrix, is_inside: NDArray[np.bool_], weights: Matrix) -> Matrix:
    """Logistic regression by Newton's steps."""
    signs = np.zeros(marks.shape[1])
    kept = HELD_BACK * np.diag([1.0] * (marks.shape[1] - 1) + [0.0])
    for _ in range(STEPS):
        likely = _likelihood(marks @ signs)
        slope = marks.T @ (weights * (is_inside - likely)) - kept @ signs
        bend = (marks.T * (weights * likely * (1 - likely))) @ marks + kept
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(signs)), slope)
        signs = signs + step
        if np.abs(step).max() < 1e-8:
            break
    return signs
