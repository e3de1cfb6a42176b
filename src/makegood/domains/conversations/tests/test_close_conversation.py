import pytest

from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.tests.conftest import (
    answer,
    attempts,
    automated,
    footprint,
    kinds,
    row,
    staff,
    visitor,
    write,
)

pytestmark = pytest.mark.django_db


def close(number, actor):
    return run("conversations.close_conversation", {"conversation": number}, actor=actor)


def test_the_customer_ends_it_at_any_time(chat):
    write(chat, "never mind, bye")
    outcome = close(chat, visitor(chat))

    assert outcome.is_done
    assert outcome.statements[0].text() == (
        "This conversation is closed. Write at any time, and we go on from there."
    )
    assert row(chat).closed_at is not None
    assert kinds(chat)[-1] == "closed"


def test_we_do_not_end_it_while_the_customer_waits_for_an_answer(chat):
    write(chat, "hello?")
    before, rows = footprint(), attempts()
    for actor in (automated(chat), staff()):
        outcome = close(chat, actor)
        assert (outcome.status, outcome.code) == ("refused", "policy_denied")
    assert footprint() == before
    assert attempts() == rows + 2

    answer(chat, "Good morning.", automated(chat), answers=3)
    assert close(chat, automated(chat)).is_done


def test_who_no_longer_waits_is_taken_off_the_list_and_the_promise_is_let_go(chat):
    write(chat, "agent")
    run(
        "conversations.hand_over",
        {"conversation": chat, "reason": "asked"},
        actor=automated(chat),
    )
    close(chat, visitor(chat))

    assert queries.waiting() == ()
    assert open_promises(f"conversation:{chat}") == []


def test_a_person_who_had_it_has_it_no_longer(chat):
    run("conversations.take_over", {"conversation": chat}, actor=staff())
    close(chat, staff())

    assert queries.card(chat).with_person is None


def test_it_ends_once(chat):
    close(chat, visitor(chat))
    before = footprint()

    assert close(chat, visitor(chat)).code == "policy_denied"
    assert footprint() == before
