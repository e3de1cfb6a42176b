"""What is cancelled is what the customer names; "undo that" is what was done just before it."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.conversations.queries import last_answer
from makegood.domains.ordering.queries import order_card
from makegood.representative.dialogue.state import State
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
ME = "I'm Tom Gallagher, account 40006"


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


def known(wish: str) -> tuple[Chat, str]:
    chat = Chat()
    chat.say(wish)
    return chat, chat.say(chat.code())


def test_of_two_orders_just_placed_none_is_cancelled_by_guessing() -> None:
    chat, _ = known(f"order two PT-BELT-24. {ME}")
    chat.say("yes")
    chat.say("order one PT-BELT-24")
    chat.say("yes")
    chat.say("cancel the first order")
    chat.say("yes")
    assert order_card("O-5002").state == "allocated"


def test_undo_means_nothing_that_was_done_before_something_else() -> None:
    chat, _ = known(f"order two PT-BELT-24. {ME}")
    chat.say("yes")
    chat.say("order one WM900")
    chat.say("no")
    assert "What would you like to cancel?" in chat.say("undo that")
    chat.say("yes")
    assert order_card("O-5001").state == "allocated"


def test_a_word_in_capitals_is_not_who_somebody_is() -> None:
    told = Chat().say("THIS IS RIDICULOUS, my order O-1041 never came")
    assert "your first and last name" in told


def test_goods_are_not_explained_to_who_only_adds_them() -> None:
    chat, _ = known(f"order two WM900. {ME}")
    told = chat.say("yes, and also a PT-BELT-24")
    assert "1 × Drive belt PT-BELT-24" in told
    assert "2 × WM900" in told
    assert "Please know" not in told
    assert chat.ran == []


def test_what_was_asked_beside_a_threat_of_court_is_kept_for_whoever_goes_on() -> None:
    chat = Chat()
    chat.say("I will take you to court. Cancel my order O-1041 now")
    assert chat.ran == ["conversations.hand_over"]
    _, kept = last_answer(chat.number)
    active = State.model_validate(kept).active
    assert active is not None
    assert (active.operation, active.given["order"]) == ("ordering.cancel_order", "O-1041")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I will kill you if the washer is not here by Friday. Where is O-1041?"),
        ("es", "los voy a matar si no llega la lavadora"),
        ("fr", "je vais vous tuer si le lave-linge n'arrive pas"),
    ],
)
def test_a_threat_with_an_if_is_a_threat(language: str, said: str) -> None:
    chat = Chat(language)
    chat.say(said)
    assert chat.ran == ["conversations.hand_over"]
