"""A call is recorded after a yes and never without."""

import pytest
from pydantic import JsonValue

from makegood.adapters.channels.simulated.faults import set_fault
from makegood.core.actor import Actor, Channel
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.conversations import ports
from makegood.domains.conversations.tests.calls import call, is_recorded, notes, record, stop
from makegood.domains.conversations.tests.conftest import attempts, footprint, staff

pytestmark = pytest.mark.django_db


def test_a_call_is_recorded_after_a_yes():
    number = call()
    assert record(number).answer("recording") is True
    assert is_recorded(number)
    assert notes(number) == [("on", "Thank you. The call is recorded from now on.")]


def test_the_question_is_told_first_and_nothing_is_recorded_meanwhile():
    number = call()
    before, rows = footprint(), attempts()
    asked = record(number, agreed=None)
    assert (asked.status, asked.needs) == ("needs_info", "agreed")
    assert asked.statements[0].text() == (
        "May we record this call, to check our work? You may say no, or stop it at any time."
    )
    assert (footprint(), attempts()) == (before, rows + 1)
    assert not is_recorded(number)


def test_a_no_is_kept_and_stays_a_no():
    number = call()
    assert record(number, agreed=False).answer("recording") is False
    assert notes(number) == [
        ("off", "This call is not recorded. I take notes in writing, and we go on.")
    ]
    again = record(number)
    assert (again.status, again.code) == ("refused", Code.PROHIBITED)
    assert again.statements[0].source == "LAW-XM-5@2026-01-01"
    assert not is_recorded(number)


def test_once_stopped_it_is_not_begun_again():
    number = call()
    record(number)
    stop(number)
    assert record(number).code is Code.PROHIBITED
    assert not is_recorded(number)


def test_told_twice_it_records_once():
    number = call()
    record(number)
    record(number)
    assert is_recorded(number)
    stop(number)
    assert not is_recorded(number)


def test_a_chat_is_no_call(chat):
    before = footprint()
    assert record(chat).code is Code.POLICY_DENIED
    assert footprint() == before


def test_where_nothing_records_calls_that_is_said():
    number, kept = call(), ports.recorder()
    assert kept is not None
    ports.use_recorder()
    try:
        refused = record(number)
    finally:
        ports.use_recorder(kept)
    assert refused.statements[0].text() == "There is nothing here that records calls."
    assert notes(number) == []


def test_a_customer_starts_no_recorder():
    number = call()
    ask: dict[str, JsonValue] = {"conversation": number, "agreed": True}
    refused = run("conversations.record_call", ask, actor=Actor.anonymous(Channel.VOICE, number))
    assert refused.code is Code.NOT_AUTHORISED
    assert not is_recorded(number)


def test_a_no_while_it_records_stops_it_and_stays_a_no():
    number = call()
    record(number)
    assert is_recorded(number)
    assert record(number, agreed=False).answer("recording") is False
    assert [state for state, _ in notes(number)] == ["on", "off"]
    assert not is_recorded(number)
    assert record(number).code is Code.PROHIBITED


def test_a_start_that_did_not_get_through_is_not_tried_again_after_a_no(at):
    number = call()
    set_fault("recording.start", "fail", to=number)
    record(number)
    assert not is_recorded(number)
    at("2026-06-15T10:00:01")
    stop(number)
    assert not is_recorded(number)
    at("2026-06-15T10:05")
    assert not is_recorded(number)
    assert not Effect.objects.filter(kind="recording.start").exists()
    assert Effect.objects.get(kind="recording.stop").delivered_at is not None


def test_a_call_that_is_closed_is_recorded_no_longer():
    number = call()
    record(number)
    assert is_recorded(number)
    ask: dict[str, JsonValue] = {"conversation": number}
    assert run("conversations.close_conversation", ask, actor=staff()).is_done
    assert notes(number)[-1] == ("ended", "The call has ended.")
    assert not is_recorded(number)


def test_a_call_that_broke_off_is_recorded_no_longer_and_the_next_one_asks_afresh(at):
    number = call()
    record(number)
    assert is_recorded(number)
    ask: dict[str, JsonValue] = {"conversation": number}
    assert run("conversations.note_dropped_call", ask, actor=staff()).is_done
    assert notes(number)[-1] == ("ended", "It broke off.")
    assert not is_recorded(number)
    at("2026-06-15T10:01")
    assert record(number, agreed=None).needs == "agreed"
    assert record(number).answer("recording") is True
    assert is_recorded(number)
