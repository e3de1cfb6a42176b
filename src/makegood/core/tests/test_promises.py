"""Promises: each is kept, or somebody hears of it before it is late, and when it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.core import clock, promises
from makegood.core.acting import Leaving
from makegood.core.actor import Actor
from makegood.core.models import Effect, Promise
from makegood.core.statements import say
from makegood.core.tests.conftest import leaving
from makegood.core.worker import work_off
from makegood.handbook import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand", "no_timers")]
FIVE_DAYS = timedelta(days=5)


@pytest.fixture
def company(for_tom: Actor) -> Leaving:
    return leaving(for_tom)


def promised(
    company: Leaving, subject: str = "stand:UMBA", within: timedelta = FIVE_DAYS
) -> Promise:
    company.promise(
        "fetch", subject=subject, party="C-6", due=company.now + within,
        sentence=say("rule:rain", "core.stale"),
    )  # fmt: skip
    return Promise.objects.get(subject=subject)


def again(row: Promise) -> Promise:
    row.refresh_from_db()
    return row


def mails() -> list[dict[str, object]]:
    return [row.payload for row in Effect.objects.filter(kind="mail").order_by("pk")]


def test_a_promise_is_open_until_it_is_kept(company: Leaving) -> None:
    row = promised(company)
    (shown,) = promises.open_promises(subject="stand:UMBA")
    assert (shown.kind, shown.party, shown.owner) == ("fetch", "C-6", "automated:digital")
    assert (shown.due_at, shown.is_late) == (clock.now() + FIVE_DAYS, False)
    assert shown.text == say("rule:rain", "core.stale").text()
    company.keep_promise("lend", "stand:UMBA")
    company.keep_promise("fetch", "stand:OTHER")
    assert again(row).kept_at is None
    company.keep_promise("fetch", "stand:UMBA")
    assert again(row).kept_at == clock.now()
    assert promises.open_promises(party="C-6") == []
    assert promises.next_due() is None


def test_a_promise_let_go_is_not_watched(
    company: Leaving, standing_time: clock.StandingTime
) -> None:
    row = promised(company)
    company.release_promise("fetch", "stand:UMBA")
    standing_time.at += timedelta(days=30)
    assert not promises.watch()
    assert (again(row).released_at, row.kept_at) == (company.now, None)
    company.keep_promise("fetch", "stand:UMBA")
    assert again(row).kept_at is None


def test_its_owner_is_warned_once_after_four_fifths_of_the_time(
    company: Leaving, standing_time: clock.StandingTime
) -> None:
    row = promised(company)
    assert promises.next_due() == company.now + timedelta(days=4)
    standing_time.at = company.now + timedelta(days=4) - timedelta(seconds=1)
    assert not promises.watch()
    standing_time.at += timedelta(seconds=1)
    assert promises.watch()
    assert not promises.watch()
    assert (again(row).warned_at, row.broken_at) == (clock.now(), None)
    assert mails() == [
        {
            "to": book().company.supervisor_mail,
            "notice": "promise_nears",
            "subject": "Promise nears: stand:UMBA",
            "body": f"{say('rule:rain', 'core.stale').text()}\n"
            "Owner: automated:digital. Due: 2026-06-20 12:00.",
        }
    ]
    assert promises.next_due() == row.due_at


def test_a_promise_not_kept_in_time_is_noted_as_broken_once(
    company: Leaving, standing_time: clock.StandingTime
) -> None:
    row = promised(company)
    standing_time.at = row.due_at
    assert [promises.watch(), promises.watch(), promises.watch()] == [True, True, False]
    assert (again(row).warned_at, row.broken_at) == (clock.now(), clock.now())
    assert [mail["notice"] for mail in mails()] == ["promise_nears", "promise_broken"]
    assert promises.next_due() is None
    assert [shown.is_late for shown in promises.open_promises()] == [True]


def test_a_promise_kept_after_the_warning_is_not_broken(
    company: Leaving, standing_time: clock.StandingTime
) -> None:
    row = promised(company)
    standing_time.at = company.now + timedelta(days=4)
    promises.watch()
    company.keep_promise("fetch", "stand:UMBA")
    standing_time.at = row.due_at
    assert not promises.watch()
    assert again(row).broken_at is None


def test_what_needs_attention_first_comes_first_whatever_is_due_first(
    company: Leaving, standing_time: clock.StandingTime
) -> None:
    promised(company, "stand:SLOW", timedelta(days=100))  # warned after 80 days
    standing_time.at += timedelta(days=79)
    promised(leaving(company.actor), "stand:QUICK", timedelta(days=10))  # due before SLOW
    assert promises.next_due() == company.now + timedelta(days=80)
    standing_time.at = company.now + timedelta(days=80)
    assert promises.watch()
    assert [mail["subject"] for mail in mails()] == ["Promise nears: stand:SLOW"]


def test_promises_are_told_by_what_they_are_about_and_to_whom_the_next_due_first(
    company: Leaving,
) -> None:
    promised(company, "stand:B", timedelta(days=2))
    promised(company, "stand:A", timedelta(days=1))
    found = [shown.subject for shown in promises.open_promises(party="C-6")]
    assert found == ["stand:A", "stand:B"]
    assert promises.open_promises(party="C-8") == []
    assert promises.open_promises(subject="stand:A", party="C-8") == []


def test_the_worker_sees_to_promises_as_well(
    company: Leaving, standing_time: clock.StandingTime
) -> None:
    row = promised(company)
    standing_time.at = row.due_at
    assert work_off() >= 2
    assert again(row).broken_at == clock.now()
