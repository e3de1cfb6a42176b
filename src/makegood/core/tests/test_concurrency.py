"""Many at once: each act once, each answer the same, nothing lost, on either engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connections
from pydantic import JsonValue

from conftest import automated, staff
from makegood.core import checks, clock, effects, jobs, journal
from makegood.core.actor import V2, Actor
from makegood.core.checks import Finding
from makegood.core.models import Check, Effect, Job, JournalRow, JournalSubject, Number
from makegood.core.numbers import next_number
from makegood.core.operation import Nothing
from makegood.core.outcome import BrokenPromise, Outcome
from makegood.core.runner import run
from makegood.core.tests.conftest import Outside
from makegood.core.tests.small_acts import Counted, Ponder, WindClocks, times
from makegood.core.tests.umbrella import LendAsk, LendUmbrella, Lent, Stand
from makegood.core.transactions import write

pytestmark = pytest.mark.usefixtures("acts", "no_timers", "database_apart")
THREADS = 8
T = TypeVar("T")
RAIN: dict[str, JsonValue] = {"stand": "UMBA", "rain": True}


@pytest.fixture(autouse=True)
def filled(database_apart: str) -> None:
    """A stand with a hundred umbrellas."""
    Number.objects.create(series="UMBA", last=100)


def left() -> int:
    return Number.objects.get(series="UMBA").last


def at_once(act: Callable[[int], T], many: int = THREADS) -> list[T]:
    """Do it in so many threads that all begin at the same moment, each with its connection."""
    start = Barrier(many)

    def one(index: int) -> T:
        try:
            start.wait(5)
            return act(index)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(one, range(many)))


def lend(key: str | None = None, actor: Actor | None = None) -> Outcome:
    return run("tests.lend_umbrella", RAIN, actor=actor or automated("C-6", V2), key=key)


def rows() -> int:
    return JournalRow.objects.filter(operation="tests.lend_umbrella").count()


def test_the_same_key_from_many_at_once_is_one_act_and_one_answer() -> None:
    answers = at_once(lambda _: lend("the same"))
    assert all(answer == answers[0] for answer in answers)
    assert (answers[0].result, left(), rows()) == ({"left": 99}, 99, 1)
    assert journal.verify().is_intact


def test_many_at_one_stand_lose_no_umbrella_and_promise_none_twice() -> None:
    answers = at_once(lambda _: lend())
    assert {answer.answer("left") for answer in answers} == set(range(92, 100))
    assert (left(), rows()) == (92, THREADS)
    assert sorted(answer.journal or 0 for answer in answers) == sorted(
        JournalRow.objects.filter(operation="tests.lend_umbrella").values_list("seq", flat=True)
    )
    assert journal.verify().is_intact


def test_refusals_and_acts_at_once_have_one_place_each_in_the_chain() -> None:
    before = journal.place()
    answers = at_once(lambda n: lend(actor=staff("noor", "none") if n % 2 else None))
    assert Counter(answer.status for answer in answers) == {"done": 4, "refused": 4}
    assert {answer.journal for answer in answers} == set(range(before + 1, before + 9))
    assert journal.verify().is_intact


def test_numbers_of_a_series_are_given_out_once_and_without_gaps() -> None:
    def take(_: int) -> list[str]:
        taken = []
        for _ in range(3):
            with write():
                taken.append(next_number("TEST"))
        return taken

    taken = [number for some in at_once(take) for number in some]
    assert sorted(taken) == [f"TEST-{1001 + n}" for n in range(24)]


def work_off(step: Callable[[], bool]) -> int:
    steps = 0
    while step():
        steps += 1
    return steps


def test_workers_side_by_side_do_each_job_once() -> None:
    asked = {
        "operation": "tests.wind_clocks", "ask": {}, "run_at": clock.now(),
        "actor": Actor.system().model_dump(mode="json"),
    }  # fmt: skip
    Job.objects.bulk_create(Job(key=f"job {n}", **asked) for n in range(24))
    done = at_once(lambda _: work_off(jobs.run_one), 3)
    while jobs.run_one():  # what one left because another held it
        done.append(1)
    assert (sum(done), times("WOUND")) == (24, 24)
    assert set(Job.objects.values_list("attempts", "ended_as")) == {(1, "done")}
    assert Effect.objects.count() == 24
    assert journal.verify().is_intact


def test_workers_side_by_side_deliver_each_effect_once(outside: Outside) -> None:
    now = clock.now()
    Effect.objects.bulk_create(
        Effect(
            key=f"note {n}", kind="tests.note", payload={}, act="a", queued_at=now, next_try_at=now,
            then="tests.note_receipt",
        )
        for n in range(24)
    )  # fmt: skip
    at_once(lambda _: work_off(effects.deliver_one), 3)
    work_off(effects.deliver_one)
    assert Counter(one.key for one in outside.heard) == {f"note {n}": 1 for n in range(24)}
    assert Job.objects.count() == 24
    assert not Effect.objects.filter(delivered_at=None).exists()


def test_looks_side_by_side_fail_a_check_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_looks", {})
    checks.check("tests.dry")(lambda subject: (Finding.NO, "wet"))
    now = clock.now()
    for n in range(4):
        Check.objects.create(
            name="tests.dry", subject=f"S{n}", due_at=now, deadline_at=now + timedelta(days=1),
            next_look_at=now, on_fail="tests.mend", act="a",
        )  # fmt: skip
    at_once(lambda _: work_off(checks.look_at_one), 4)
    assert list(Check.objects.values_list("failed_at", "looks")) == [(now, 1)] * 4
    assert Job.objects.filter(operation="tests.mend").count() == 4


def test_the_chain_proves_itself_while_acts_go_on() -> None:
    def act_or_prove(index: int) -> bool:
        if index:
            return all(lend().is_done for _ in range(4))
        return all(journal.verify().is_intact for _ in range(10))

    assert all(at_once(act_or_prove, 4))
    assert (left(), journal.verify().is_intact) == (88, True)


def test_a_fault_at_its_very_end_takes_an_act_back_and_is_recorded_as_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database looks at some constraints only when all is to be saved for good."""

    def belongs_to_nothing(self: LendUmbrella, ask: LendAsk, facts: Stand, result: Lent) -> None:
        JournalSubject.objects.create(row_id=10**9, ref="UMBA")

    monkeypatch.setattr(LendUmbrella, "verify", belongs_to_nothing)
    with pytest.raises(BrokenPromise):
        lend("k")
    assert (left(), Effect.objects.count()) == (100, 0)
    row = JournalRow.objects.get()
    assert (row.status, row.key) == ("broken", None)
    assert "IntegrityError" in (row.payload or {})["note"]
    assert journal.verify().is_intact


def test_a_job_whose_act_fails_at_its_very_end_lets_the_others_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def belongs_to_nothing(self: WindClocks, ask: Nothing, facts: int, result: Counted) -> None:
        JournalSubject.objects.create(row_id=10**9, ref="UMBA")

    company = Actor.system().model_dump(mode="json")
    now = clock.now()
    monkeypatch.setattr(WindClocks, "verify", belongs_to_nothing)
    for n, operation in enumerate(("tests.wind_clocks", "tests.mend")):
        ask = {"subject": "UMBA", "finding": "wet"} if n else {}
        Job.objects.create(key=f"{n}", operation=operation, ask=ask, actor=company, run_at=now)
    assert [jobs.run_one(), jobs.run_one(), jobs.run_one()] == [True, True, False]
    assert (times("WOUND"), times("MENDED")) == (0, 1)
    bad = Job.objects.get(key="0")
    assert (bad.attempts, bad.done_at, bad.run_at) == (1, None, now + timedelta(minutes=1))
    assert bad.last_error


def test_what_takes_long_beforehand_keeps_nobody_waiting() -> None:
    def ponder_or_lend(index: int) -> Outcome:
        if index == 0:
            return run("tests.ponder", {}, actor=Actor.system())
        assert Ponder.began.wait(10)
        lent = lend()
        Ponder.may_end.set()
        return lent

    pondered, lent = at_once(ponder_or_lend, 2)

    assert (lent.status, left()) == ("done", 99)
    assert (pondered.status, pondered.answer("times")) == ("done", 1)
    assert lent.journal is not None
    assert pondered.journal == lent.journal + 1, "the one who pondered came after"
