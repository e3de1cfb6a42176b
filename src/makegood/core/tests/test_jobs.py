"""Jobs: each act that falls due is done exactly once, with all it leaves and its next round."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from makegood.core import clock, jobs
from makegood.core.actor import Actor
from makegood.core.models import Effect, Job, JournalRow, Number
from makegood.core.tests.conftest import leaving
from makegood.core.tests.small_acts import count, times

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand", "no_timers")]
WIND = "tests.wind_clocks"


def put(operation: str, ask: dict[str, object], key: str = "job", **more: object) -> Job:
    given = {"actor": Actor.system("system:tests").model_dump(mode="json"), "run_at": clock.now()}
    return Job.objects.create(operation=operation, ask=ask, key=key, **{**given, **more})


def rows(operation: str) -> int:
    return JournalRow.objects.filter(operation=operation).count()


def again(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_due_job_is_done_once_with_its_effects() -> None:
    job = put(WIND, {})
    assert jobs.run_one()
    assert not jobs.run_one()
    assert (again(job).ended_as, job.done_at, job.attempts) == ("done", clock.now(), 1)
    assert (times("WOUND"), rows(WIND)) == (1, 1)
    assert Effect.objects.filter(kind="tests.note").count() == 1


def test_a_job_waits_for_its_time(standing_time: clock.StandingTime) -> None:
    put(WIND, {}, run_at=clock.now() + timedelta(seconds=1))
    assert not jobs.run_one()
    assert jobs.next_due() == clock.now() + timedelta(seconds=1)
    standing_time.at += timedelta(seconds=1)
    assert jobs.run_one()
    assert times("WOUND") == 1


def test_the_job_due_first_is_done_first() -> None:
    put("tests.mend", {"subject": "B", "finding": "wet"}, "later")
    put(WIND, {}, "sooner", run_at=clock.now() - timedelta(hours=1))
    assert jobs.run_one()
    assert (times("WOUND"), times("MENDED")) == (1, 0)


def test_a_job_whose_act_is_refused_ends_as_refused() -> None:
    job = put("tests.mend", {"subject": "LOST", "finding": "gone"})
    assert jobs.run_one()
    assert (again(job).ended_as, job.done_at) == ("refused", clock.now())
    assert (times("MENDED"), rows("tests.mend")) == (0, 1)
    assert not jobs.run_one()


def test_a_broken_act_is_tried_again_with_longer_and_longer_waits_and_then_given_up(
    standing_time: clock.StandingTime,
) -> None:
    count("BROKEN")
    job, waits = put(WIND, {}), []
    while again(job).dead_at is None:
        standing_time.at = job.run_at
        assert jobs.run_one()
        waits.append(again(job).run_at - clock.now())
    assert waits == [timedelta(minutes=4**n) for n in range(jobs.MOST_ATTEMPTS)]
    assert "the clocks still go" in job.last_error
    assert (times("WOUND"), job.done_at, rows(WIND)) == (0, None, jobs.MOST_ATTEMPTS)
    assert {row.status for row in JournalRow.objects.filter(operation=WIND)} == {"broken"}
    assert jobs.next_due() is None


def test_a_broken_act_that_is_mended_is_done_by_the_same_job(
    standing_time: clock.StandingTime,
) -> None:
    count("BROKEN")
    job = put(WIND, {})
    jobs.run_one()
    Number.objects.filter(series="BROKEN").delete()
    standing_time.at = again(job).run_at
    assert jobs.run_one()
    assert (again(job).ended_as, job.attempts, times("WOUND")) == ("done", 2, 1)


@pytest.mark.parametrize(
    ("operation", "ask", "more", "told"),
    [
        ("tests.no_such_act", {}, {}, "no operation tests.no_such_act"),
        ("tests.mend", {"subject": 7}, {}, "subject: Input should be a valid string"),
        (WIND, {}, {"actor": {"kind": "ghost"}}, "ghost"),
    ],
)
def test_a_job_that_cannot_be_done_at_all_lets_the_others_pass(
    operation: str, ask: dict[str, object], more: dict[str, object], told: str
) -> None:
    bad = put(operation, ask, "bad", run_at=clock.now() - timedelta(days=1), **more)
    put(WIND, {}, "good")
    assert jobs.run_one()
    assert jobs.run_one()
    assert (times("WOUND"), again(bad).attempts) == (1, 1)
    assert told in bad.last_error
    assert bad.run_at == clock.now() + timedelta(minutes=1)


def test_the_same_key_is_one_job_for_ever() -> None:
    company = leaving(Actor.system())
    for _ in range(2):
        company.later(WIND, {}, at=clock.now(), key="once")
    assert Job.objects.filter(key="once").count() == 1
    assert jobs.run_one()
    company.later(WIND, {}, at=clock.now(), key="once")
    assert not jobs.run_one()
    assert times("WOUND") == 1


def test_what_was_called_off_is_not_done_and_what_was_done_stays() -> None:
    company = leaving(Actor.system())
    company.later(WIND, {}, at=clock.now(), key="done before")
    assert jobs.run_one()
    company.later(WIND, {}, at=clock.now(), key="called off")
    for key in ("done before", "called off", "never asked"):
        company.call_off(key)
    assert not jobs.run_one()
    assert list(Job.objects.values_list("key", flat=True)) == ["done before"]


def rounds() -> list[datetime]:
    return list(Job.objects.order_by("run_at").values_list("run_at", flat=True))


def test_a_timer_winds_up_once_and_its_next_round_comes_with_the_first(
    standing_time: clock.StandingTime,
) -> None:
    jobs.timer(WIND, every="day", at=time(6))
    jobs.wind_up()
    jobs.wind_up()
    assert rounds() == [datetime(2026, 6, 16, 10, tzinfo=UTC)]  # 6:00 in New York
    standing_time.at = rounds()[0]
    assert jobs.run_one()
    jobs.wind_up()
    assert rounds()[1:] == [datetime(2026, 6, 17, 10, tzinfo=UTC)]
    assert times("WOUND") == 1


def test_a_round_that_breaks_does_not_stop_the_rounds_after_it(
    standing_time: clock.StandingTime,
) -> None:
    count("BROKEN")
    jobs.timer(WIND, every="hour")
    jobs.wind_up()
    standing_time.at = rounds()[0]
    assert jobs.run_one()
    assert [job.attempts for job in Job.objects.order_by("pk")] == [1, 0]


def test_rounds_missed_while_the_company_was_closed_are_made_up_for_by_one(
    standing_time: clock.StandingTime,
) -> None:
    jobs.timer(WIND, every="hour")
    jobs.wind_up()
    standing_time.at += timedelta(days=3, minutes=20)
    while jobs.run_one():
        pass
    assert times("WOUND") == 1
    assert rounds()[-1] == datetime(2026, 6, 18, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [("2026-03-07", 11, 10), ("2026-10-31", 10, 11)],  # hours UTC of 6:00 in New York
)
def test_the_local_time_of_day_stays_when_the_clocks_change(
    day: str, before: int, after: int
) -> None:
    jobs.timer(WIND, every="day", at=time(6))
    with clock.standing_at(f"{day}T05:00") as standing:
        jobs.wind_up()
        standing.at = rounds()[0]
        jobs.run_one()
    assert [moment.hour for moment in rounds()] == [before, after]
    assert rounds()[1].date() - rounds()[0].date() == timedelta(days=1)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25)])
def test_an_hourly_round_comes_in_each_hour_of_a_day_of_change(day: str, hours: int) -> None:
    jobs.timer(WIND, every="hour")
    with clock.standing_at(f"{day}T00:00") as standing:
        jobs.wind_up()
        end = clock.at_local(clock.today() + timedelta(days=1), time(0))
        while (due := jobs.next_due()) is not None and due <= end:
            standing.at = due
            jobs.run_one()
    assert times("WOUND") == hours


def test_a_key_of_the_full_length_fits_its_job_and_its_answer() -> None:
    job = put(WIND, {}, f"effect:{'k' * 200}")
    assert jobs.run_one()
    assert (again(job).ended_as, JournalRow.objects.get(operation=WIND).key) == (
        "done",
        f"job:effect:{'k' * 200}",
    )
