"""Signing out closes the pages, and takes back what was carried to the chat."""

import pytest

from makegood.core.actor import V0, V2
from makegood.core.runner import run
from makegood.domains.conversations.queries import is_open
from makegood.domains.conversations.tests.conftest import attempts, footprint, visitor
from makegood.domains.conversations.tests.test_go_on_in_chat import (
    go_on,
    session,
    tom_on_a_page,
)
from makegood.domains.parties.queries import known_in

__all__ = ["session"]
pytestmark = pytest.mark.django_db


def sign_out(conversation):
    return run("conversations.sign_out", {}, actor=tom_on_a_page(conversation))


def test_nobody_is_known_any_more_and_a_chat_stays_for_whoever_waits_in_it(session):
    chat = go_on(session).answer("number")
    done = sign_out(session)
    assert done.result == {"conversations": [session, chat]}
    assert (known_in(session).level, known_in(chat).level) == (V0, V0)
    assert (is_open(session), is_open(chat)) == (False, True)


def test_another_session_of_the_same_customer_goes_on(session):
    other = go_on(session).answer("number")
    signed_out = tom_on_a_page(session).model_copy(update={"conversation": other})
    assert run("conversations.sign_out", {}, actor=signed_out).is_done
    assert known_in(session).level is V2


def test_a_second_time_there_is_nothing_to_end(session):
    sign_out(session)
    before, tried = footprint(), attempts()
    assert sign_out(session).code == "policy_denied"
    assert run("conversations.sign_out", {}, actor=visitor()).code == "not_found"
    assert (footprint(), attempts()) == (before, tried + 2)
