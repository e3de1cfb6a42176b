"""A fault of ours in the middle of a turn leaves nobody without an answer."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.conversations.queries import card
from makegood.representative import turn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def test_a_bug_is_owned_up_to_and_a_person_goes_on(monkeypatch) -> None:
    learn()
    chat = Chat()

    def breaks(*_: object) -> None:
        raise KeyError("found")

    monkeypatch.setattr(turn, "answer", breaks)
    told = chat.say("where is my order")
    assert told.startswith("Something went wrong on our side. Nothing was changed")
    assert "found" not in told
    assert chat.ran == ["conversations.hand_over"]
    assert card(chat.number).waits_for_person
