"""Whoever wants no recording is obeyed at once, and the call goes on."""

from datetime import timedelta

import pytest

from makegood.adapters.channels.simulated.faults import set_fault
from makegood.adapters.channels.simulated.models import Recorded
from makegood.core import clock, worker
from makegood.core.models import Check
from makegood.core.runner import run
from makegood.domains.conversations.tests.calls import call, is_recorded, notes, record, stop
from makegood.domains.conversations.tests.conftest import footprint, kinds, row, visitor

pytestmark = pytest.mark.django_db


def test_AC05_5_the_recording_is_off_within_five_seconds_a_note_is_made_and_the_call_goes_on(at):
    number = call()
    record(number)
    assert is_recorded(number)
    wanted_at = clock.now()

    outcome = stop(number, "Please don't record this.")
    assert outcome.statements[0].text() == (
        "The recording is off. I take notes in writing, and we go on."
    )
    assert notes(number)[-1] == ("off", "Please don't record this.")
    assert not is_recorded(number)
    (stretch,) = Recorded.objects.all()
    assert stretch.stopped_at is not None
    assert stretch.stopped_at - wanted_at <= timedelta(seconds=5)

    assert row(number).closed_at is None
    told = {"conversation": number, "text": "It is about my bill."}
    assert run("conversations.receive_message", told, actor=visitor(number)).is_done
    assert kinds(number)[-1] == "message_in"

    at("2026-06-15T10:00:05")
    worker.work_off()
    (look,) = Check.objects.filter(name="conversations.recording_is_off")
    assert (look.due_at - wanted_at, look.finding) == (timedelta(seconds=5), "it does not record")
    assert look.passed_at is not None


def test_a_recorder_that_does_not_obey_is_found_out_after_five_seconds(at):
    number = call()
    record(number)
    assert is_recorded(number)
    set_fault("recording.stop", "fail", to=number)
    stop(number)
    assert is_recorded(number)

    at("2026-06-15T10:00:05")
    worker.work_off()
    (look,) = Check.objects.filter(name="conversations.recording_is_off")
    assert (look.failed_at, look.finding) == (clock.now(), "it still records")
    at("2026-06-15T10:02")
    assert not is_recorded(number)  # it is told again until it obeys


def test_of_a_call_that_is_not_recorded_the_wish_is_kept():
    number = call()
    outcome = stop(number)
    assert outcome.answer("was_recording") is False
    assert outcome.statements[0].text().startswith("This call is not recorded.")
    assert notes(number) == [("off", "Don't record this.")]
    assert Check.objects.count() == 0


def test_in_a_chat_it_is_said_what_is_kept_and_nothing_is_changed(chat):
    before = footprint()
    ask = {"conversation": chat}
    outcome = run("conversations.stop_recording", ask, actor=visitor(chat))
    assert outcome.statements[0].text().startswith("Nothing is recorded here.")
    assert footprint() == before


def test_nobody_stops_the_recording_of_somebody_else_s_call(chat):
    number = call()
    record(number)
    ask = {"conversation": number}
    assert run("conversations.stop_recording", ask, actor=visitor(chat)).code == "not_found"
    assert is_recorded(number)
