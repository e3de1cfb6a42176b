"""Oakhill argues about the labor of a claim, in its own words and in three languages."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.dealers.tests.story import card, decided
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "wish", "me", "why", "told", "yes"),
    [
        ("en", "we see the labor line of {claim} differently", "Oakhill Home, account 40004",
         "The tub had to come out, it took an hour more.",
         "Line 1: your argument goes to the person who looks at the claim.", "yes"),
        ("es", "objetamos la mano de obra de {claim}", "Oakhill Home, cuenta 40004",
         "Hubo que sacar la cuba, tardamos una hora más.", "quien", "sí"),
        ("fr", "nous contestons la main-d'œuvre de {claim}", "Oakhill Home, compte 40004",
         "Il a fallu sortir la cuve, une heure de plus.", "la personne qui", "oui"),
    ],
)  # fmt: skip
def test_a_line_is_argued_in_a_dealers_own_words(language, wish, me, why, told, yes):
    claim = decided(serial="SN-D-40113")
    chat = Chat(language)
    chat.say(wish.format(claim=claim))
    chat.say(me)
    chat.say(chat.code())
    assert told in chat.say(why)
    chat.say(yes)
    assert chat.ran == ["dealers.argue_line"]
    assert card(claim).lines[0].argument == why
