import pytest

from makegood.core.actor import Actor
from makegood.core.runner import run
from makegood.domains.conversations.tests.conftest import (
    answer,
    automated,
    row,
    staff,
    visitor,
    write,
)

pytestmark = pytest.mark.django_db


def close_idle():
    return run("conversations.close_idle", {}, actor=Actor.system("system:timer"))


def test_a_conversation_is_ended_24_hours_after_the_last_word_and_not_before(chat, at):
    at("2026-06-16T09:59:59")
    assert close_idle().answer("conversations") == []

    at("2026-06-16T10:00")
    assert close_idle().answer("conversations") == [chat]
    assert row(chat).closed_by == "system:timer"


def test_who_waits_for_us_is_never_ended(chat, at):
    write(chat, "hello?")
    at("2026-06-20T10:00")

    assert close_idle().answer("conversations") == []


def test_what_a_person_has_is_left_to_that_person(chat, at):
    write(chat, "hello?")
    answer(chat, "Good morning.", automated(chat), answers=3)
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    at("2026-06-20T10:00")

    assert close_idle().answer("conversations") == []


def test_customers_cannot_call_it(chat):
    assert run("conversations.close_idle", {}, actor=visitor(chat)).code == "not_authorised"
