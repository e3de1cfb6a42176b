"""Whoever was cut off is called back once, within two minutes, and nobody else learns why."""

from datetime import UTC, datetime

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations.tests.calls import call
from makegood.domains.conversations.tests.conftest import attempts, footprint, kinds, staff

pytestmark = pytest.mark.django_db


def dropped(number, actor=None):
    ask = {"conversation": number}
    return run("conversations.note_dropped_call", ask, actor=actor or staff())


def test_a_call_that_broke_off_is_called_back_within_two_minutes_without_a_reason():
    number = call()
    outcome = dropped(number)
    assert [one.text() for one in outcome.statements] == [
        "Call +12025550106 back once, by June 15, 2026, 10:02 AM.",
        "Whoever answers learns only who calls: the reason is for the customer alone, once we "
        "know that it is they.",
    ]
    (kept,) = open_promises(f"conversation:{number}")
    assert (kept.kind, kept.owner) == ("dropped_call", "rae")
    assert kept.due_at == datetime(2026, 6, 15, 14, 2, tzinfo=UTC)
    assert kinds(number)[-1] == "call_back"


def test_it_is_called_back_once_only():
    number = call()
    dropped(number)
    before, rows = footprint(), attempts()
    refused = dropped(number)
    assert (refused.status, refused.statements[0].sentence) == ("refused", "once_only")
    assert (footprint(), attempts()) == (before, rows + 1)


def test_without_a_number_nobody_can_be_called():
    ask = {"channel": "voice"}
    number = run("conversations.open_conversation", ask, actor=staff()).answer("number")
    before = footprint()
    assert dropped(number).statements[0].sentence == "no_number"
    assert footprint() == before


def test_a_chat_does_not_drop_and_customers_note_nothing(chat):
    before = footprint()
    assert dropped(chat).statements[0].sentence == "no_call"
    assert dropped(chat, Actor.anonymous(Channel.CHAT, chat)).code == "not_authorised"
    assert footprint() == before


def test_the_promise_is_kept_once_we_speak_with_them_again():
    number = call()
    dropped(number)
    run("conversations.take_over", {"conversation": number}, actor=staff())
    said = run("conversations.say", {"conversation": number, "text": "Here I am."}, actor=staff())
    assert said.is_done
    assert open_promises(f"conversation:{number}") == []


def test_a_call_that_was_agreed_on_for_another_day_stays_promised():
    number = call()
    agreed = {"conversation": number, "at": "2026-06-18T10:00:00-04:00", "topic": "The invoice."}
    assert run("conversations.promise_call_back", agreed, actor=staff()).is_done
    dropped(number)
    kept = open_promises(f"conversation:{number}")
    assert sorted(one.kind for one in kept) == ["call_back", "dropped_call"]
