import pytest

from makegood.core import worker
from makegood.core.actor import Actor, Channel
from makegood.core.models import Job
from makegood.core.runner import run
from makegood.domains.conversations.operations import close_idle as idle
from makegood.domains.conversations.tests.conftest import (
    answer,
    automated,
    row,
    staff,
    visitor,
    write,
)

pytestmark = pytest.mark.django_db


def open_chat():
    asked = {"channel": "chat"}
    opened = run("conversations.open_conversation", asked, actor=Actor.anonymous(Channel.CHAT))
    return str(opened.answer("number"))


def close_idle():
    return run("conversations.close_idle", {}, actor=Actor.system("system:timer"))


def test_a_conversation_is_ended_24_hours_after_the_last_word_and_not_before(chat, at):
    at("2026-06-16T09:59:59")
    assert close_idle().answer("conversations") == []

    at("2026-06-16T10:00")
    assert close_idle().answer("conversations") == [chat]
    assert row(chat).closed_by == "system:timer"


def test_more_than_are_ended_at_once_are_ended_in_one_go_after_another(at, monkeypatch):
    monkeypatch.setattr(idle, "_MOST_AT_ONCE", 2)
    numbers = [open_chat() for _ in range(5)]
    at("2026-06-16T10:00")
    assert close_idle().answer("conversations") == numbers[:2]
    worker.work_off()
    assert [row(one).closed_at is not None for one in numbers] == [True] * 5
    assert not Job.objects.filter(operation="conversations.close_idle", done_at=None).exists()


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
