"""Several wishes in one chat message are met one after the other, each to its end."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]

HOME = "12 Elm Street, Harlow, XM 55502"


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "wishes", "answers", "of_the_order"),
    [
        ("en", f"I want to return the washer, change my address to {HOME}, and where is my order?",
         ("changed my mind", "yes it was opened", "yes", "today", "yes"), "O-1041"),
        ("es", f"quiero devolver la lavadora, cambiar mi dirección a {HOME} y ¿dónde está "
         "mi pedido?",
         ("he cambiado de opinión", "sí, está abierta", "sí", "hoy", "sí"), "O-1041"),
        ("fr", f"je veux rendre le lave-linge, changer mon adresse pour {HOME}, et où est "
         "ma commande ?",
         ("j'ai changé d'avis", "oui, il est ouvert", "oui", "aujourd'hui", "oui"), "O-1041"),
    ],
)  # fmt: skip
def test_a_return_an_address_and_a_question_are_all_answered(
    language: str, wishes: str, answers: tuple[str, ...], of_the_order: str
) -> None:
    chat = Chat(language)
    chat.say(wishes)
    chat.say("O-1041, Tom Gallagher")
    chat.say(chat.code())
    ran: list[str] = []
    said: list[str] = []
    for words in answers:
        said.append(chat.say(words))
        ran += chat.ran

    assert ran == [
        "aftersales.open_return",
        "parties.change_address",
        "ordering.tell_order_status",
    ]
    assert of_the_order in said[-1]


@pytest.mark.parametrize(
    ("language", "words", "answer"),
    [
        ("en", "no", "That is fine. Write to me whenever you need something."),
        ("en", "nothing", "That is fine. Write to me whenever you need something."),
        ("es", "nada", "De acuerdo. Escríbame cuando necesite algo."),
        ("fr", "non", "D’accord. Écrivez-moi dès que vous avez besoin de quelque chose."),
    ],
)
def test_a_bare_no_at_the_beginning_sends_nobody_away(
    language: str, words: str, answer: str
) -> None:
    assert Chat(language).say(words) == answer


def test_an_address_that_lacks_its_town_is_said_to_be_incomplete() -> None:
    chat = Chat("en")
    chat.say("I'd like to change my address, I'm Tom Gallagher, O-1041")
    chat.say(chat.code())

    assert "That does not look complete to me." in chat.say("12 Elm Street")
