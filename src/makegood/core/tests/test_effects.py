"""Effects: what acts queued is done in the outside world, once for its key, or somebody hears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import JsonValue

from makegood.core import clock, effects, jobs
from makegood.core.actor import Actor
from makegood.core.effects import LEASE, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.models import Effect, Job, JournalRow
from makegood.core.runner import preview, run
from makegood.core.tests.conftest import Outside
from makegood.core.tests.small_acts import times
from makegood.core.tests.umbrella import LendUmbrella

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand", "no_timers")]


def put(key: str = "note:1", **more: object) -> Effect:
    now = clock.now()
    given = {
        "key": key, "kind": "tests.note", "payload": {"to": "C-6"}, "act": "act", "party": "C-6",
        "queued_at": now, "next_try_at": now,
    }  # fmt: skip
    return Effect.objects.create(**{**given, **more})


def again(effect: Effect) -> Effect:
    effect.refresh_from_db()
    return effect


def test_what_an_act_queued_is_delivered_once(for_tom: Actor, outside: Outside) -> None:
    outcome = run("tests.lend_umbrella", {"stand": "UMBA", "rain": True}, actor=for_tom)
    key = f"note:{outcome.act}"
    assert outcome.notifications == (f"tests.note:{key}",)
    assert effects.deliver_one()
    assert not effects.deliver_one()
    assert [(one.key, one.payload, one.attempt) for one in outside.heard] == [
        (key, {"to": "C-6"}, 1)
    ]
    row = Effect.objects.get(key=key)
    assert (row.delivered_at, row.leased_until) == (clock.now(), None)
    assert row.receipt == {"reference": "N-1", "carrier": "pigeon"}


def test_a_preview_and_a_refusal_queue_nothing(for_tom: Actor, outside: Outside) -> None:
    preview("tests.lend_umbrella", {"stand": "UMBA", "rain": True}, actor=for_tom)
    run("tests.lend_umbrella", {"stand": "UMBA", "rain": False}, actor=for_tom)
    assert not effects.deliver_one()
    assert outside.heard == []


def test_an_effect_waits_for_its_time(outside: Outside, standing_time: clock.StandingTime) -> None:
    put(next_try_at=clock.now() + timedelta(hours=1))
    assert not effects.deliver_one()
    assert effects.next_due() == clock.now() + timedelta(hours=1)
    standing_time.at += timedelta(hours=1)
    assert effects.deliver_one()


@pytest.mark.parametrize("fault", [TemporaryFailure("busy"), OSError("no route")])
def test_a_failure_is_tried_again_after_longer_and_longer_waits(
    fault: Exception, outside: Outside, standing_time: clock.StandingTime
) -> None:
    effect = put()
    outside.faults = [fault] * 3
    waits = []
    for _ in range(3):
        assert effects.deliver_one()
        waits.append((again(effect).next_try_at - clock.now()).total_seconds())
        assert not effects.deliver_one()
        standing_time.at = effect.next_try_at
    assert waits == [30, 60, 120]
    assert (effect.last_error, effect.dead_at) == (str(fault), None)
    assert effects.deliver_one()
    assert (again(effect).delivered_at, effect.attempt) == (clock.now(), 4)
    assert {one.key for one in outside.heard} == {"note:1"}


def test_what_fails_for_good_goes_to_the_dead_letters_at_once(outside: Outside) -> None:
    effect = put()
    outside.faults = [PermanentFailure("no such address")]
    assert effects.deliver_one()
    assert (again(effect).dead_at, effect.last_error) == (clock.now(), "no such address")
    assert not effects.deliver_one()
    assert effects.next_due() is None


def test_what_nobody_can_deliver_goes_to_the_dead_letters(outside: Outside) -> None:
    effect = put(kind="tests.pigeon")
    assert effects.deliver_one()
    assert (again(effect).dead_at, effect.last_error) == (
        clock.now(),
        "nothing here does tests.pigeon",
    )


def test_too_many_tries_end_among_the_dead_letters_and_can_be_revived(
    outside: Outside, standing_time: clock.StandingTime
) -> None:
    effect = put()
    outside.faults = [TemporaryFailure("busy")] * effects.MOST_ATTEMPTS
    while again(effect).dead_at is None:
        standing_time.at = effect.next_try_at
        assert effects.deliver_one()
    assert len(outside.heard) == effects.MOST_ATTEMPTS
    assert not effects.revive("note:2")
    assert effects.revive("note:1")
    assert effects.deliver_one()
    assert (again(effect).delivered_at, effect.attempt, effect.dead_at) == (clock.now(), 1, None)
    assert not effects.revive("note:1")


def claim_and_die(key: str = "note:1") -> Effect:
    """Take an effect on and crash before anything is known of it."""
    claimed = effects._claim(key)
    assert claimed is not None
    return claimed


def test_after_a_crash_the_lease_runs_out_and_the_same_key_is_tried_again(
    outside: Outside, standing_time: clock.StandingTime
) -> None:
    put()
    claim_and_die()
    assert not effects.deliver_one()
    assert effects.next_due() == clock.now() + LEASE
    standing_time.at += LEASE
    assert effects.deliver_one()
    assert [(one.key, one.attempt) for one in outside.heard] == [("note:1", 2)]


def test_an_effect_whose_worker_crashes_each_time_is_given_up(
    outside: Outside, standing_time: clock.StandingTime
) -> None:
    effect = put()
    begun = clock.now()
    for attempt in range(1, effects.MOST_ATTEMPTS + 1):
        claim_and_die()
        assert not effects.deliver_one(), "nobody else may have it yet"
        standing_time.at += effects.lease(attempt)
    assert clock.now() - begun == timedelta(hours=8, minutes=30), "not within minutes"
    assert effects.deliver_one()
    assert (again(effect).dead_at, outside.heard) == (clock.now(), [])
    assert effect.last_error == "no answer to 8 attempts"


@pytest.mark.parametrize("late", ["delivered", "failed", "gave up"])
def test_a_late_answer_of_a_lost_lease_changes_nothing(
    late: str, outside: Outside, standing_time: clock.StandingTime
) -> None:
    effect = put(then="tests.note_receipt")
    lost = claim_and_die()
    standing_time.at += LEASE
    second = claim_and_die()
    before = Effect.objects.filter(pk=effect.pk).values().get()
    if late == "delivered":
        effects._delivered(lost, Receipt("N-9", {}))
    elif late == "failed":
        effects._try_again(lost, "late")
    else:
        effects._give_up(lost, "late")
    assert Effect.objects.filter(pk=effect.pk).values().get() == before
    assert not Job.objects.exists()
    effects._delivered(second, Receipt("N-2", {}))
    assert again(effect).receipt == {"reference": "N-2"}


def test_what_learns_the_receipt_is_done_once_though_the_outside_answers_twice(
    outside: Outside, standing_time: clock.StandingTime
) -> None:
    put(then="tests.note_receipt")
    first = claim_and_die()
    effects._delivered(first, Receipt("N-1", {}))
    effects._delivered(first, Receipt("N-1", {}))
    assert jobs.run_one()
    assert not jobs.run_one()
    assert times("RECEIPTS") == 1
    row = JournalRow.objects.get(operation="tests.note_receipt")
    assert (row.actor, row.party, row.key) == ("system:effects", "C-6", "job:effect:note:1")
    assert (row.payload or {})["ask"] == {"effect_key": "note:1", "receipt": {"reference": "N-1"}}


def test_secrets_are_sealed_in_the_row_and_plain_only_on_the_way_out(
    outside: Outside, for_tom: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    plainly = LendUmbrella.queue

    def with_code(self: LendUmbrella, *, kind: str, payload: object, key: str) -> None:
        told: dict[str, JsonValue] = {"to": "C-6", "body": "Your code is {code}.", "lines": 3}
        plainly(self, kind=kind, payload=told, key=key, secrets={"code": "482916"})

    monkeypatch.setattr(LendUmbrella, "queue", with_code)
    outcome = run("tests.lend_umbrella", {"stand": "UMBA", "rain": True}, actor=for_tom)
    key = f"note:{outcome.act}"
    row = Effect.objects.get(key=key)
    assert "482916" not in str(row.payload)
    kept = effects.queued(key)
    assert kept is not None
    assert kept.payload["body"] == "Your code is {code}."
    assert effects.deliver_one(key)
    assert outside.heard[0].payload == {"to": "C-6", "body": "Your code is 482916.", "lines": 3}
    assert "482916" not in str(Effect.objects.filter(key=key).values().get())
    assert "482916" not in str(list(JournalRow.objects.values()))


def test_one_effect_can_be_delivered_by_its_key_before_the_others(outside: Outside) -> None:
    put("note:1")
    put("note:2")
    assert effects.deliver_one("note:2")
    assert [one.key for one in outside.heard] == ["note:2"]
    assert not effects.deliver_one("note:2")
    assert not effects.deliver_one("note:3")
    assert effects.queued("note:3") is None
    assert effects.deliver_one()
    assert [one.key for one in outside.heard] == ["note:2", "note:1"]
