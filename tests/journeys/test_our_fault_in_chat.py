"""A fault of ours in the middle of a turn leaves nobody without an answer."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.config.wiring import learn
from makegood.core.effects import Delivery
from makegood.domains.conversations.queries import card, events
from makegood.representative import turn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def test_a_bug_that_comes_twice_is_owned_up_to_and_a_person_goes_on(monkeypatch) -> None:
    learn()
    chat = Chat()

    def breaks(*_: object) -> None:
        raise KeyError("found")

    monkeypatch.setattr(turn, "answer", breaks)
    assert chat.say("where is my order") == ""
    (asked,) = (one for one in events(chat.number) if one.kind == "message_in")
    payload: dict[str, JsonValue] = {"conversation": chat.number, "sequence": asked.sequence}
    turn.Turns().deliver(Delivery("again", turn.TURN, payload, 2))
    *_, told = (str(one.body["text"]) for one in events(chat.number) if one.kind == "said")
    assert told.startswith("Something went wrong on our side while I answered.")
    assert "found" not in told
    assert card(chat.number).waits_for_person
