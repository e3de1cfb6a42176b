"""Grace gives up the board that was promised ahead, in her own words and in three languages."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.core import worker
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.swaps import agreed_ahead, shipped_ahead
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
DONE = ["aftersales.cancel_replacement"]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


def known(wish: str, me: str, language: str = "en") -> tuple[Chat, str]:
    """Grace says what she wants and who she is; what is read back to her before her yes."""
    chat = Chat(language)
    chat.say(wish)
    chat.say(me)
    return chat, chat.say(chat.code())


@pytest.mark.parametrize(
    ("language", "wish", "me", "read_back", "yes"),
    [
        ("en", "My brother got my control board going, you can keep that spare one.",
         "Grace Kim, account 40008", "The hold of $203.65 on your card ending in 0005", "yes"),
        ("en", "about the replacement board: I won't be needing it", "I'm Grace Kim, 40008",
         "is ended. The new one is not sent", "yes please"),
        ("es", "Al final no me hace falta la placa nueva que me iban a mandar.",
         "Grace Kim, cuenta 40008", "El nuevo no se envía y el suyo se queda con usted", "sí"),
        ("fr", "Finalement je n'ai plus besoin de la nouvelle carte que vous deviez m'envoyer.",
         "Grace Kim, compte 40008", "Le nouveau n'est pas envoyé et le vôtre reste", "oui"),
    ],
)  # fmt: skip
def test_before_it_leaves_it_is_read_back_and_ended_with_a_yes(language, wish, me, read_back, yes):
    number = agreed_ahead()
    chat, told = known(wish, me, language)
    assert read_back in told
    assert queries.exchange_card(number).state == "held"
    chat.say(yes)
    assert chat.ran == DONE
    worker.work_off()
    card = queries.exchange_card(number)
    assert (card.state, card.is_held) == ("cancelled", False)


def test_a_no_changes_nothing():
    number = agreed_ahead()
    chat, _ = known("cancel the replacement board please", "Grace Kim, account 40008")
    chat.say("no")
    assert queries.exchange_card(number).state == "held"


def test_after_it_left_she_hears_how_and_by_when_it_comes_back():
    number = shipped_ahead()
    chat, told = known(
        "The new board has come, but mine runs again. Where do I send it?",
        "Grace Kim, account 40008",
    )
    assert "Please send the new one of exchange" in told
    assert "If it is not here by July 6, 2026, they are charged." in told
    chat.say("yes")
    assert chat.ran == DONE
    assert queries.exchange_card(number).state == "coming_back"
