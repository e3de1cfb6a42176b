"""Work off what falls due, here and now or for as long as the company is open."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.db import close_old_connections

from makegood.core import checks, effects, jobs, promises
from makegood.core.waking import wait

log = logging.getLogger(__name__)
_WAIT_SECONDS = 1.0
_MOST_STEPS = 10_000


def work_off(most: int = _MOST_STEPS) -> int:
    """Do all that is due now, and what becomes due through it; answer with how many steps."""
    steps = 0
    while steps < most and _one_step():
        steps += 1
    return steps


def next_due() -> datetime | None:
    """When anything falls due next; None when nothing waits."""
    found = [jobs.next_due(), effects.next_due(), checks.next_due(), promises.next_due()]
    return min((moment for moment in found if moment is not None), default=None)


def work(stop: threading.Event) -> None:
    """Work until told to stop; a fault is logged, and the rest goes on."""
    wound = False
    while not stop.is_set():
        try:
            close_old_connections()
            if not wound:
                jobs.wind_up()
                wound = True
            did = work_off(most=50)
        except Exception:  # the worker outlives any fault of a single step
            log.exception("a step of the worker failed")
            did = 0
        if not did:
            wait(_WAIT_SECONDS)


def _one_step() -> bool:
    return jobs.run_one() or effects.deliver_one() or checks.look_at_one() or promises.watch()
