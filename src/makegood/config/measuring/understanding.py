"""Measure the understanding: on public messages, and on the company's own phrasings."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pydantic import JsonValue

from makegood.representative.understand.costs import costs_of_the_house
from makegood.representative.understand.lexicon import lexicon_of_the_house
from makegood.representative.understand.model import OUT_OF_SCOPE, IntentModel
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reliability import bands, calibration_error, measured

_COLUMNS = {"text", "label"}


class NotReadable(ValueError):
    """A file of messages that cannot be read, with what would be accepted."""


def understanding(train: Path, test: Path, tell: Callable[[str], None]) -> dict[str, JsonValue]:
    """Teach the representative's own model with some messages and have it read others.

    Both files have the columns text and label; the label out_of_scope is what fits none.
    NotReadable.
    """
    texts, labels = _messages(train)
    unseen, meant = _messages(test)
    if len(set(labels)) < 2:
        raise NotReadable(f"{train}: at least two different labels are needed")
    costs = costs_of_the_house()
    tell(f"what {len(texts)} messages teach")
    began = time.perf_counter()
    model = IntentModel(OUT_OF_SCOPE, costs.outside_share).fit(texts, labels)
    taught = time.perf_counter() - began
    tell(f"the reading of {len(unseen)} others")
    found = asdict(measured(model, unseen, meant, costs))
    return {
        "messages_taught": len(texts),
        "labels": len(model.labels),
        "seconds_to_learn": round(taught, 1),
        **found,
        "bar": "calibration_error <= 0.05, milliseconds_median <= 3",
    }


def own_understanding() -> dict[str, JsonValue]:
    """How surely the company's own phrasings are read by a model that did not learn from them."""
    costs = costs_of_the_house()
    reader = Reader(lexicon_of_the_house(), costs)
    reads = reader.own_phrasings_unseen()
    acted = [one.is_right for one in reads if one.stated >= costs.act_at]
    return {
        "phrasings": len(reads),
        "right": round(sum(one.is_right for one in reads) / len(reads), 4),
        "act_at": costs.act_at,
        "share_acted_on": round(len(acted) / len(reads), 4),
        "right_when_acted_on": round(sum(acted) / max(1, len(acted)), 4),
        "calibration_error": calibration_error(reads),
        "reliability": [asdict(band) for band in bands(reads)],
        "bar": "calibration_error <= 0.05",
    }


def _messages(path: Path) -> tuple[list[str], list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise NotReadable(f"{path}: {fault}") from fault
    if not rows or not rows[0].keys() >= _COLUMNS:
        raise NotReadable(f"{path}: a CSV file with the columns text,label and a row or more")
    return [row["text"] or "" for row in rows], [row["label"] or "" for row in rows]
