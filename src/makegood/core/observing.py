"""Note each act for those who run the house: a line in the log, and how long it took."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import Histogram

from makegood.core.actor import Actor
from makegood.core.outcome import InvalidAsk, Outcome

log = logging.getLogger("makegood.acts")

ACTS = Histogram(
    "makegood_act_seconds",
    "Acts that were asked for, by name and by how they ended.",
    ["operation", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


@dataclass
class Noted:
    """What is known of an act once it ended; without an outcome it broke."""

    outcome: Outcome | None = None


@contextmanager
def noted(operation: str, actor: Actor) -> Iterator[Noted]:
    """Note the act done inside: by whom, in which conversation, how it ended, where it is kept.

    No word of a customer goes into the log, only numbers under which the journal has the rest.
    """
    began = time.perf_counter()
    found, status = Noted(), "broken"
    try:
        yield found
        status = str(found.outcome.status) if found.outcome else status
    except InvalidAsk:
        status = "invalid"
        raise
    finally:
        took = time.perf_counter() - began
        ACTS.labels(operation, status).observe(took)
        level = logging.ERROR if status == "broken" else logging.INFO
        if log.isEnabledFor(level):
            log.log(level, "act", extra=_numbers(operation, actor, status, found.outcome, took))


def _numbers(
    operation: str, actor: Actor, status: str, outcome: Outcome | None, took: float
) -> dict[str, str | int | float | None]:
    return {
        "operation": operation,
        "status": status,
        "code": str(outcome.code or "") if outcome else "",
        "act": outcome.act if outcome else "",
        "journal": outcome.journal if outcome else None,
        "actor": actor.name,
        "channel": str(actor.channel),
        "conversation": actor.conversation or "",
        "ms": round(took * 1000, 1),
    }
