"""A condition that a customer puts to their yes is kept to the letter, or asked about plainly."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
ME = "I'm Tom Gallagher, account 40006"
WISH = {
    "en": f"order two WM900. {ME}",
    "es": "quisiera pedir 2 WM900. Soy Tom Gallagher, cuenta 40006",
    "fr": "je voudrais commander deux WM900. Je suis Tom Gallagher, compte 40006",
}


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


def answered(language: str, said: str, wish: str = "") -> tuple[Chat, str]:
    chat = Chat(language)
    chat.say(wish or WISH[language])
    chat.say(chat.code())
    return chat, chat.say(said)


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        ("en", "tell me if delivery is free", "The goods cost $1,798.00, so delivery is free."),
        (
            "en",
            "stop, I need to ask if delivery is free",
            "It is free when the goods cost $999.00 or more.",
        ),
        ("es", "dígame si la entrega es gratis", "así que la entrega es gratis."),
        ("fr", "je me demande si la livraison est gratuite", "la livraison est donc gratuite."),
    ],
)
def test_who_asks_whether_something_is_so_is_answered_and_has_ordered_nothing(
    language: str, said: str, answer: str
) -> None:
    chat, told = answered(language, said)
    assert answer in told
    assert set(chat.ran) <= {"knowledge.answer_question"}


def test_whether_there_is_anything_else_is_asked_last() -> None:
    _, told = answered("en", "stop, I need to ask if delivery is free")
    assert told.startswith("I have stopped that. Nothing was changed.")
    assert told.endswith("Is there anything else?")


@pytest.mark.parametrize(
    ("language", "said", "total"),
    [
        ("en", "yes, if it's under 1900 dollars including tax", "total $1,937.35"),
        ("es", "sí, siempre que sea menos de 1900 dólares con impuesto", "total $1,937.35"),
        (
            "fr",
            "oui, à condition que ce soit moins de 1900 dollars taxe comprise",
            "total 1\u202f937,35",
        ),
    ],
)
def test_with_tax_means_the_whole_and_not_the_tax(language: str, said: str, total: str) -> None:
    chat, told = answered(language, said)
    assert total in told
    assert chat.ran == []


@pytest.mark.parametrize(
    "said",
    [
        "yes if it is at most $5000 and my wife agrees",
        "yes as long as it is under 5000 and in white",
        "yes, if delivery is free and installation is free too",
        "yes, if my brother pays at most 5000",
    ],
)
def test_a_condition_of_which_something_is_left_is_asked_about(said: str) -> None:
    chat, told = answered("en", said)
    assert f"“{said}”" in told
    assert chat.ran == []


def test_a_day_of_money_is_not_judged_by_a_day_to_send_things_back() -> None:
    wish = f"{ME}. I want to return the washer of order O-1041, I changed my mind, it is sealed"
    chat, told = answered("en", "yes, if I get the money by July 5", wish)
    assert "I cannot judge it" in told
    assert chat.ran == []


def test_a_no_that_holds_is_told_with_what_is_true() -> None:
    chat, told = answered("en", "no, if it is over 1000")
    assert "total $1,937.35. So I have left it. Nothing was changed." in told
    assert "not so" not in told
    chat.say("yes")
    assert chat.ran == []


def test_a_no_that_does_not_hold_waits_for_a_plain_yes() -> None:
    chat, told = answered("en", "no, unless it's under 3000")
    assert "So that is no reason to leave it." in told
    assert chat.ran == []
    chat.say("yes")
    assert chat.ran == ["ordering.create_order"]
