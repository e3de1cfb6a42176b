"""Learn weights that part each label's texts from all others: a linear support vector machine.

Dual coordinate descent on the squared hinge loss (Hsieh et al., 2008, the method of LIBLINEAR),
for all labels at once: one text after the other, its weight in each label is set to the best one
while the rest stand still. It needs nothing but arrays, so that whoever serves customers carries
no library for learning with them.
"""

from collections.abc import Sequence

import numpy as np

from makegood.representative.understand.features import Floats, Places, Row

SLACK, OWN_SLACK = 0.5, 0.5 / 8
"""What a text on the wrong side costs, 1 / 2C of the usual writing: C is 1, and eight times as
much where the label is the text's own, because all others together speak against it."""
STILL = 0.03
"""A pull that changed by less, of about 1, changes no reading."""


def separate(
    rows: Sequence[Row], truth: Places, labels: int, columns: int, seed: int, rounds: int
) -> Floats:
    """Weights of shape (columns + 1, labels); the last row is each label's offset.

    A text that hardly moved anything when it was last seen is left alone until the last round.
    """
    weights = np.zeros((columns + 1, labels), np.float32)
    at = [np.append(row.columns, columns) for row in rows]
    has = [np.append(row.weights, np.float32(1)) for row in rows]
    length = np.array([float(one @ one) for one in has], np.float32)
    pull = np.zeros((len(rows), labels), np.float32)
    moved = np.full(len(rows), np.inf, np.float32)
    slack = np.full(labels, SLACK, np.float32)
    chance = np.random.default_rng(seed)
    for turn in range(rounds):
        seen = np.flatnonzero(moved > STILL) if turn < rounds - 1 else np.arange(len(rows))
        for n in chance.permutation(seen):
            its_own, before, mine = truth[n], weights.take(at[n], axis=0), pull[n]
            margin = -(has[n] @ before)
            margin[its_own] *= -1
            slack[its_own] = OWN_SLACK
            better = np.maximum(mine - (margin - 1 + slack * mine) / (length[n] + slack), 0)
            slack[its_own] = SLACK
            step = mine - better
            step[its_own] *= -1
            pull[n] = better
            moved[n] = max(step.max(), -step.min())
            before += np.multiply.outer(has[n], step)
            weights[at[n]] = before
    return weights


def score(row: Row, weights: Floats) -> Floats:
    """How far the text lies on each label's side; below 0 is the other side."""
    scores: Floats = row.weights @ weights[row.columns] + weights[-1]
    return scores
