"""The worker: everything due is done, in its order, and one fault does not stop the rest."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections

from makegood.core import clock, jobs, waking, worker
from makegood.core.actor import Actor
from makegood.core.models import Check, Effect, Job, JournalRow, Number
from makegood.core.runner import run
from makegood.core.tests.conftest import Outside, leaving
from makegood.core.tests.small_acts import times

WIND = "tests.wind_clocks"
quiet = [pytest.mark.django_db, pytest.mark.usefixtures("stand", "no_timers")]


class TestWhatIsDue:
    pytestmark = quiet

    def test_nothing_is_due_where_nothing_waits(self) -> None:
        assert (worker.work_off(), worker.next_due()) == (0, None)

    def test_all_that_becomes_due_through_what_is_done_is_done_as_well(
        self, for_tom: Actor, outside: Outside
    ) -> None:
        now = clock.now()
        company = leaving(for_tom)
        company.later(WIND, {}, at=now, key="wind")
        company.queue(kind="tests.note", payload={}, key="note", then="tests.note_receipt")
        # the job, its effect, the note, the act that learns the receipt
        assert worker.work_off() == 4
        assert (times("WOUND"), times("RECEIPTS"), len(outside.heard)) == (1, 1, 2)
        assert worker.work_off() == 0

    def test_no_more_steps_are_taken_than_allowed(self, outside: Outside) -> None:
        company = leaving(Actor.system())
        for n in range(5):
            company.queue(kind="tests.note", payload={}, key=f"note {n}")
        assert worker.work_off(most=2) == 2
        assert [one.key for one in outside.heard] == ["note 0", "note 1"]

    def test_whatever_falls_due_first_is_what_is_waited_for(
        self, for_tom: Actor, outside: Outside
    ) -> None:
        run("tests.lend_umbrella", {"stand": "UMBA", "rain": True}, actor=for_tom)
        now = clock.now()
        assert worker.next_due() == now  # the note to Tom
        worker.work_off()
        assert worker.next_due() == now + timedelta(days=1)  # whether the umbrella is dry
        Check.objects.update(passed_at=now)
        assert worker.next_due() == now + timedelta(days=4)  # the promise nears its time
        company = leaving(for_tom)
        company.later(WIND, {}, at=now + timedelta(hours=1), key="wind")
        assert worker.next_due() == now + timedelta(hours=1)

    def test_work_ends_even_when_every_act_breaks(
        self, outside: Outside, standing_time: clock.StandingTime
    ) -> None:
        Number.objects.create(series="BROKEN", last=1)
        outside.faults = [OSError("down")] * 100
        company = leaving(Actor.system())
        company.later(WIND, {}, at=clock.now(), key="wind")
        company.queue(kind="tests.note", payload={}, key="note")
        assert worker.work_off() == 2
        while (due := worker.next_due()) is not None:
            standing_time.at = due
            worker.work_off()
        assert Job.objects.get().dead_at
        assert Effect.objects.get().dead_at
        assert JournalRow.objects.filter(operation=WIND, status="broken").count() == 5


@pytest.mark.usefixtures("acts", "no_timers", "database_apart")
def test_a_worker_works_until_it_is_told_to_stop_and_wakes_when_called(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_WAIT_SECONDS", 30.0)
    heard = threading.Event()
    monkeypatch.setattr(outside, "heard", Heard(heard))
    stop = threading.Event()
    jobs.timer(WIND, every="hour")

    def work() -> None:
        worker.work(stop)
        connections.close_all()

    at_work = threading.Thread(target=work)
    at_work.start()
    try:
        leaving(Actor.system()).queue(kind="tests.note", payload={}, key="note")
        while not heard.wait(0.05):  # the worker may not have begun to wait yet
            waking.wake()
    finally:
        stop.set()
        waking.wake()
        at_work.join(10)
    assert not at_work.is_alive()
    assert Effect.objects.get().delivered_at == clock.now()
    assert Job.objects.get().operation == WIND  # wound up when it began


class Heard(list[object]):
    """What was heard; says so when something is."""

    def __init__(self, event: threading.Event) -> None:
        super().__init__()
        self._event = event

    def append(self, value: object) -> None:
        super().append(value)
        self._event.set()


@pytest.mark.usefixtures("acts", "no_timers", "database_apart")
def test_a_fault_of_one_step_is_logged_and_the_rest_goes_on(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, steps = threading.Event(), list[int]()

    def one_step() -> bool:
        steps.append(len(steps))
        if len(steps) == 1:
            raise OSError("the disk is full")
        stop.set()
        return False

    monkeypatch.setattr(worker, "_one_step", one_step)
    monkeypatch.setattr(worker, "_WAIT_SECONDS", 0.0)
    worker.work(stop)
    assert steps == [0, 1]
    assert "the disk is full" in caplog.text
