"""What was learned, kept small: of each column only the weights that are not nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from makegood.representative.understand.features import Floats, Row


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of (columns, labels), of which two in three are nothing, and each label's offset.

    `values` (2 bytes each: no reading changes by it) stand for the `labels` beside them; those of
    column n are from `starts[n]` up to `starts[n + 1]`.
    """

    starts: NDArray[np.int64]
    labels: NDArray[np.unsignedinteger]
    values: NDArray[np.float16]
    offsets: Floats

    @classmethod
    def of(cls, learned: Floats) -> "Weights":
        """From the shape in which they are learned: (columns + 1, labels), the offsets last."""
        halves = learned[:-1].astype(np.float16)
        columns, labels = np.nonzero(halves)
        starts = np.searchsorted(columns, np.arange(len(halves) + 1))
        narrow = np.min_scalar_type(halves.shape[1])
        return cls(starts, labels.astype(narrow), halves[columns, labels], learned[-1])

    def score(self, row: Row) -> Floats:
        """How far the text lies on each label's side; below 0 is the other side."""
        first = self.starts[row.columns]
        many = self.starts[row.columns + 1] - first
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        pulls = self.values[at] * np.repeat(row.weights, many)
        sums = np.bincount(self.labels[at], pulls, len(self.offsets))
        return sums.astype(np.float32) + self.offsets
