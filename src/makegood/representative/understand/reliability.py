"""Measure how well a model reads, and whether the sureness it states is the share it gets right."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from makegood.representative.understand.costs import Costs
from makegood.representative.understand.model import IntentModel, Prediction

STEPS = 10


@dataclass(frozen=True, slots=True)
class Read:
    """One reading that is judged: what was read, what was meant, how sure it was said to be."""

    label: str
    meant: str
    stated: float

    @property
    def is_right(self) -> bool:
        """Whether what was read is what was meant."""
        return self.label == self.meant


@dataclass(frozen=True, slots=True)
class Band:
    """The readings of about one sureness: how many, how sure they said to be, how many right."""

    start: float
    end: float
    messages: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How a model read texts it never saw; shares are from 0 to 1, None where there was nothing."""

    in_scope: int
    out_of_scope: int
    accuracy_in_scope: float | None
    out_of_scope_recall: float | None
    known_at: float
    calibration_error: float
    reliability: tuple[Band, ...]
    milliseconds_median: float


def measured(
    model: IntentModel, texts: Sequence[str], labels: Sequence[str], costs: Costs
) -> Measured:
    """Read the texts and compare with what was meant.

    A message is said to fit nothing when its probability of being known is below the one at
    which reading it costs less than declining it; a model that knows no outside always reads.
    """
    reads, spent = [], []
    for text, meant in zip(texts, labels, strict=True):
        began = time.perf_counter()
        label, stated = answered(model, model.predict(text), costs)
        spent.append((time.perf_counter() - began) * 1000)
        reads.append(Read(label, meant, stated))
    inside = [one.is_right for one in reads if one.meant != model.outside]
    outside = [one.is_right for one in reads if one.meant == model.outside]
    return Measured(
        in_scope=len(inside),
        out_of_scope=len(outside),
        accuracy_in_scope=_share(inside),
        out_of_scope_recall=_share(outside),
        known_at=costs.known_at,
        calibration_error=calibration_error(reads),
        reliability=tuple(bands(reads)),
        milliseconds_median=round(median(spent), 3),
    )


def answered(model: IntentModel, prediction: Prediction, costs: Costs) -> tuple[str, float]:
    """The label that is answered, with its probability: outside, or the likeliest of the others."""
    known = 1 - prediction.share_of(model.outside)
    if known < costs.known_at:
        return model.outside, 1 - known
    return next(one for one in prediction.ranked if one[0] != model.outside)


def bands(reads: Sequence[Read]) -> Iterator[Band]:
    """The readings by tenths of their sureness, those that are empty left out."""
    for step in range(STEPS):
        start, end = step / STEPS, (step + 1) / STEPS
        there = [one for one in reads if min(int(one.stated * STEPS), STEPS - 1) == step]
        if there:
            stated = sum(one.stated for one in there) / len(there)
            right = sum(one.is_right for one in there) / len(there)
            yield Band(start, end, len(there), round(stated, 4), round(right, 4))


def calibration_error(reads: Sequence[Read]) -> float:
    """How far the stated sureness lies from the share that is right, over the bands."""
    apart = sum(band.messages * abs(band.stated - band.right) for band in bands(reads))
    return round(apart / max(1, len(reads)), 4)


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None
