"""Checks: what was done is looked at again at its source, and doubt is never taken for yes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.core import checks, clock, jobs
from makegood.core.checks import Finding
from makegood.core.models import Check, Job
from makegood.core.tests.small_acts import times

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand", "no_timers")]
HALF_A_DAY = timedelta(hours=12)


class Source:
    """A source of truth that shows what the test lets it show."""

    def __init__(self) -> None:
        self.shows: tuple[Finding, str] | Exception = (Finding.YES, "dry")
        self.asked: list[str] = []

    def __call__(self, subject: str) -> tuple[Finding, str]:
        self.asked.append(subject)
        if isinstance(self.shows, Exception):
            raise self.shows
        return self.shows


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    looked = Source()
    monkeypatch.setattr(checks, "_looks", {})
    checks.check("tests.dry")(looked)
    return looked


def put(**more: object) -> Check:
    now = clock.now()
    given = {
        "name": "tests.dry", "subject": "UMBA", "due_at": now, "act": "act",
        "deadline_at": now + timedelta(days=2), "next_look_at": now, "on_fail": "tests.mend",
    }  # fmt: skip
    return Check.objects.create(**{**given, **more})


def again(row: Check) -> Check:
    row.refresh_from_db()
    return row


def test_yes_passes_and_is_not_looked_at_again(source: Source) -> None:
    row = put()
    assert checks.look_at_one()
    assert not checks.look_at_one()
    assert (again(row).passed_at, row.failed_at, row.finding) == (clock.now(), None, "dry")
    assert (source.asked, row.looks) == (["UMBA"], 1)
    assert checks.next_due() is None
    assert not Job.objects.exists()


def test_no_fails_and_what_mends_it_is_done_once(source: Source) -> None:
    row = put()
    source.shows = (Finding.NO, "wet")
    assert checks.look_at_one()
    assert not checks.look_at_one()
    assert (again(row).failed_at, row.passed_at, row.finding) == (clock.now(), None, "wet")
    job = Job.objects.get()
    assert (job.operation, job.ask) == ("tests.mend", {"subject": "UMBA", "finding": "wet"})
    assert jobs.run_one()
    assert not jobs.run_one()
    assert times("MENDED") == 1


def test_no_without_anything_that_mends_it_only_fails(source: Source) -> None:
    row = put(on_fail="")
    source.shows = (Finding.NO, "wet")
    assert checks.look_at_one()
    assert again(row).failed_at == clock.now()
    assert not Job.objects.exists()


def test_not_known_is_neither_until_the_deadline_and_then_it_failed(
    source: Source, standing_time: clock.StandingTime
) -> None:
    row = put()
    source.shows = (Finding.UNKNOWN, "fog")
    looks = []
    while again(row).failed_at is None:
        standing_time.at = row.next_look_at
        assert checks.look_at_one()
        looks.append(clock.now())
        assert not checks.look_at_one()
    assert looks == [row.due_at + HALF_A_DAY * n for n in range(5)]
    assert row.failed_at == row.deadline_at
    assert row.finding == "still not known at the deadline: fog"
    assert (row.passed_at, Job.objects.count()) == (None, 1)


def test_the_last_look_is_at_the_deadline_and_not_after_it(
    source: Source, standing_time: clock.StandingTime
) -> None:
    row = put(deadline_at=clock.now() + timedelta(hours=5))
    source.shows = (Finding.UNKNOWN, "fog")
    checks.look_at_one()
    assert checks.next_due() == row.deadline_at
    standing_time.at = row.deadline_at
    source.shows = (Finding.YES, "dry after all")
    assert checks.look_at_one()
    assert (again(row).passed_at, row.failed_at) == (clock.now(), None)


def test_a_look_that_fails_is_not_known(source: Source) -> None:
    row = put()
    source.shows = OSError("no answer")
    assert checks.look_at_one()
    assert (again(row).passed_at, row.failed_at) == (None, None)
    assert row.finding == "the source could not be asked: no answer"
    assert checks.next_due() == clock.now() + HALF_A_DAY


def test_what_nobody_knows_how_to_look_at_is_never_green(
    source: Source, standing_time: clock.StandingTime
) -> None:
    row = put(name="tests.moon")
    assert checks.look_at_one()
    assert again(row).finding == "nobody knows how to look at tests.moon"
    standing_time.at = row.deadline_at
    assert checks.look_at_one()
    assert again(row).failed_at == row.deadline_at


def test_a_look_waits_for_its_time(source: Source) -> None:
    put(next_look_at=clock.now() + timedelta(minutes=1))
    assert not checks.look_at_one()
    assert source.asked == []
    assert checks.next_due() == clock.now() + timedelta(minutes=1)


def test_two_who_look_at_once_note_it_once(source: Source) -> None:
    row = put()

    def meanwhile(subject: str) -> tuple[Finding, str]:
        """Before this look is noted, somebody else looks and notes that it is wet."""
        source.shows = (Finding.NO, "wet")
        checks.check("tests.dry")(source)
        assert checks.look_at_one()
        return Finding.YES, "dry"

    checks.check("tests.dry")(meanwhile)
    assert checks.look_at_one()
    assert (again(row).passed_at, row.failed_at, row.looks) == (None, clock.now(), 1)
    assert Job.objects.count() == 1
