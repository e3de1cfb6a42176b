from datetime import UTC, datetime

import pytest

from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations.tests.conftest import attempts, footprint, kinds, staff

pytestmark = pytest.mark.django_db


def promise(number, at, topic="the fitter's visit"):
    ask = {"conversation": number, "at": at, "topic": topic}
    return run("conversations.promise_call_back", ask, actor=staff())


def test_a_call_back_is_a_promise_with_its_time_and_owner(chat):
    outcome = promise(chat, "2026-06-16T15:00:00-04:00")

    assert outcome.statements[0].text() == (
        "We call you back by June 16, 2026, 3:00 PM about: the fitter's visit."
    )
    (kept,) = open_promises(f"conversation:{chat}")
    assert (kept.kind, kept.owner) == ("call_back", "rae")
    assert kept.due_at == datetime(2026, 6, 16, 19, 0, tzinfo=UTC)
    assert kinds(chat)[-1] == "call_back"


def test_a_new_time_takes_the_place_of_the_old_one(chat):
    promise(chat, "2026-06-16T15:00:00-04:00")
    promise(chat, "2026-06-16T11:00:00-04:00")

    (kept,) = open_promises(f"conversation:{chat}")
    assert kept.due_at == datetime(2026, 6, 16, 15, 0, tzinfo=UTC)


def test_a_time_that_has_passed_is_asked_again_and_never_kept(chat):
    before, rows = footprint(), attempts()
    outcome = promise(chat, "2026-06-15T09:59:00-04:00")

    assert (outcome.status, outcome.needs) == ("needs_info", "at")
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_time_at_which_nobody_is_here_is_asked_again_with_the_next_opening(chat):
    outcome = promise(chat, "2026-06-21T15:00:00-04:00")

    assert (outcome.status, outcome.needs) == ("needs_info", "at")
    assert outcome.statements[0].text() == (
        "Nobody is here at that time. The next possible time is June 22, 2026, 8:00 AM."
    )
    assert open_promises(f"conversation:{chat}") == []
