"""Killed in the middle of its work, the company has done each thing once or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from makegood.core import clock, journal
from makegood.core.actor import Actor
from makegood.core.models import Effect, Job, JournalRow
from makegood.core.tests import dying_worker
from makegood.core.tests.small_acts import times

ROOT = Path(dying_worker.__file__).resolve().parents[4]
KILLS = 10
JOBS = 2000


class Workers:
    """Processes that work off the jobs of one database, one after the other."""

    def __init__(self, address: str) -> None:
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        self._starter = subprocess.Popen(
            [sys.executable, "-m", dying_worker.__name__, address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )

    def begin(self) -> int:
        """Let a new process begin; gives its number once it has done its first job."""
        assert self._starter.stdin is not None
        self._starter.stdin.write("begin\n")
        self._starter.stdin.flush()
        return self._told()

    def ended(self) -> int:
        """Wait for its end; gives its exit code, which is negative when it was killed."""
        return self._told()

    def close(self) -> None:
        """Let no more begin."""
        self._starter.communicate(timeout=10)

    def _told(self) -> int:
        assert self._starter.stdout is not None
        return int(self._starter.stdout.readline())


@pytest.fixture
def workers(database_apart: str) -> Iterator[Workers]:
    started = Workers(database_apart)
    yield started
    started.close()


def done() -> int:
    return Job.objects.exclude(done_at=None).count()


def test_after_kill_9_at_any_moment_each_job_has_one_act_and_one_effect(workers: Workers) -> None:
    company = Actor.system("system:tests").model_dump(mode="json")
    Job.objects.bulk_create(
        Job(
            key=f"job {n}",
            operation="tests.wind_clocks",
            ask={},
            actor=company,
            run_at=clock.now(),
        )
        for n in range(JOBS)
    )
    chance = random.Random(41)
    for _ in range(KILLS):
        worker = workers.begin()
        time.sleep(chance.uniform(0.0, 0.2))  # the moment of the kill is what is tried here
        os.kill(worker, signal.SIGKILL)
        assert workers.ended() == -signal.SIGKILL
    survived = done()
    assert 0 < survived < JOBS, "the kills fell into the work"

    left = Job.objects.filter(done_at=None).order_by("pk")
    left.filter(pk__gt=left[50].pk).delete()
    workers.begin()
    assert workers.ended() == 0

    kept = Job.objects.count()
    assert kept == survived + 51
    assert Job.objects.filter(attempts=1, ended_as="done").count() == kept
    rows = JournalRow.objects.filter(operation="tests.wind_clocks")
    assert sorted(str(key) for key in rows.values_list("key", flat=True)) == sorted(
        f"job:{key}" for key in Job.objects.values_list("key", flat=True)
    )
    assert (times("WOUND"), Effect.objects.filter(kind="tests.note").count()) == (kept, kept)
    assert journal.verify().is_intact
