"""The demo's clock: it ticks on from where it was left, and stops at each thing that falls due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from pydantic import JsonValue

from makegood.core import clock, demo_clock, effects, jobs
from makegood.core.actor import Actor
from makegood.core.models import DemoClock, Effect, Job, JournalRow
from makegood.core.runner import run
from makegood.core.tests.conftest import Outside, leaving
from makegood.core.tests.small_acts import times

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand", "no_timers", "machine")]
NOON = datetime(2026, 6, 15, 16, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
RAIN: dict[str, JsonValue] = {"stand": "UMBA", "rain": True}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[clock.StandingTime]:
    """The machine's own clock, which stands on another day than the demo's."""
    standing = clock.StandingTime(datetime(2031, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(demo_clock, "_MACHINE", standing)
    before = clock.use(demo_clock.demo_time)
    demo_clock.set_to(NOON)
    yield standing
    clock.use(before)
    demo_clock.demo_time.forget()


def test_the_clock_ticks_on_with_the_machine(machine: clock.StandingTime) -> None:
    assert clock.now() == NOON
    machine.at += timedelta(seconds=90)
    assert clock.now() == NOON + timedelta(seconds=90)


def test_another_process_sees_the_same_time(machine: clock.StandingTime) -> None:
    machine.at += HOUR
    assert demo_clock.DemoTime().now() == NOON + HOUR


def test_the_clock_resumes_where_the_demo_was_left_however_long_ago(
    machine: clock.StandingTime, for_tom: Actor
) -> None:
    machine.at += HOUR
    run("tests.lend_umbrella", RAIN, actor=for_tom)
    machine.at += 400 * DAY
    demo_clock.resume()
    assert clock.now() == NOON + HOUR  # the last moment at which anything happened


def test_a_clock_moved_ahead_and_left_resumes_there(machine: clock.StandingTime) -> None:
    demo_clock.set_to(NOON + 30 * DAY)
    machine.at += 400 * DAY
    demo_clock.resume()
    assert clock.now() == NOON + 30 * DAY
    assert DemoClock.objects.count() == 1


def test_the_clock_stops_at_each_thing_due_in_its_order(for_tom: Actor, outside: Outside) -> None:
    outcome = run("tests.lend_umbrella", RAIN, actor=for_tom)
    company = leaving(for_tom)
    company.later("tests.wind_clocks", {}, at=NOON + 2 * HOUR, key="wind")
    stops = list(demo_clock.advance_to(NOON + 6 * DAY))
    assert stops == [
        NOON + 2 * HOUR,  # the clocks are wound
        NOON + 1 * DAY,  # nobody knows whether the umbrella is dry: the deadline is the due time
        NOON + 4 * DAY,  # the promise nears its time
        NOON + 5 * DAY,  # and is broken
    ]
    assert clock.now() == NOON + 6 * DAY
    row = JournalRow.objects.get(operation="tests.wind_clocks")
    assert row.at == NOON + 2 * HOUR
    assert Effect.objects.get(key=f"note:{outcome.act}").delivered_at == NOON
    assert [one.key for one in outside.heard][1] == f"wound:{row.act}"


def test_a_timer_comes_round_once_on_each_day_on_the_way(outside: Outside) -> None:
    jobs.timer("tests.wind_clocks", every="day", at=time(6))
    jobs.wind_up()
    stops = list(demo_clock.advance_to(NOON + 7 * DAY))
    assert stops == [datetime(2026, 6, day, 10, tzinfo=UTC) for day in range(16, 23)]
    assert times("WOUND") == 7
    assert Job.objects.filter(done_at=None).count() == 1


def test_what_is_tried_again_is_tried_at_its_times(outside: Outside) -> None:
    outside.faults = [OSError("down")] * 3
    leaving(Actor.system()).queue(kind="tests.note", payload={}, key="note")
    stops = list(demo_clock.advance_to(NOON + HOUR))
    assert [(stop - NOON).total_seconds() for stop in stops] == [30, 90, 210]
    assert Effect.objects.get().attempt == 4


def test_what_another_worker_holds_does_not_stop_the_clock_for_ever(outside: Outside) -> None:
    company = leaving(Actor.system())
    company.queue(kind="tests.note", payload={}, key="held")
    assert effects._claim("held") is not None
    company.later("tests.wind_clocks", {}, at=NOON + HOUR, key="wind")
    stops = list(demo_clock.advance_to(NOON + 2 * HOUR))
    assert stops == [NOON + effects.LEASE, NOON + HOUR]
    assert times("WOUND") == 1


def test_the_clock_goes_forward_only() -> None:
    with pytest.raises(ValueError, match="forward only"):
        list(demo_clock.advance_to(NOON - timedelta(seconds=1)))
    assert clock.now() == NOON


def test_a_way_on_which_nothing_is_due_has_no_stops() -> None:
    assert list(demo_clock.advance_to(NOON + 3 * DAY)) == []
    assert clock.now() == NOON + 3 * DAY
