"""Whoever asks what something costs while it waits for their yes hears it from that very act."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "wish", "asks", "told"),
    [
        ("en", "I want to return the washer, I changed my mind, it's opened. O-1041, Tom Gallagher",
         "will I be charged for that?", "About the money: "),
        ("es", "quiero devolver la lavadora, cambié de idea, está abierta. O-1041, Tom Gallagher",
         "¿me van a cobrar algo por eso?", "En cuanto al dinero: "),
        ("fr", "je veux rendre le lave-linge, j'ai changé d'avis, il est ouvert. O-1041, "
         "Tom Gallagher", "est-ce que je paie quelque chose pour ça ?", "Pour l'argent : "),
    ],
)  # fmt: skip
def test_the_price_of_what_waits_for_a_yes_is_told_from_it(
    language: str, wish: str, asks: str, told: str
) -> None:
    chat = Chat(language)
    chat.say(wish)
    before = chat.say(chat.code())
    assert "121" in before
    said = chat.say(asks)
    assert said.startswith(told)
    assert "121" in said  # the fee that is kept
    assert "750" in said  # and what goes back
    assert chat.ran == []
    assert chat.offered, "the yes is asked for once more"
