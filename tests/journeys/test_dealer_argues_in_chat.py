"""Oakhill claims a repair, and argues about the labor of a claim, in its own words."""

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


def test_a_repair_is_claimed_in_answers_to_a_few_questions():
    chat = Chat()
    chat.say("we want to submit a claim for a repair we did on SN-D-40113")
    chat.say("Oakhill Home, account 40004")
    asked = chat.say(chat.code())
    answers = {
        "repair order": "OH-9005", "day was it repaired": "June 5", "had failed": "torn belt",
        "part did you fit": "PT-BELT-24", "drive to the customer": "yes",
        "How many miles": "34 miles", "complain of": "The drum did not turn.",
        "Why did it fail": "It was torn at the seam.",
        "was done": "replaced the belt",
    }  # fmt: skip
    while answers and "Shall I do this?" not in asked:
        question = next((one for one in answers if one in asked), "")
        assert question, asked
        asked = chat.say(answers.pop(question))
    assert answers == {}
    assert "The claim is allowed in full: $137.12." in asked
    chat.say("yes")
    assert chat.ran == ["dealers.claim_repair"]
    assert f"{card('DCL-2201').claimed.amount:.2f}" == "137.12"
