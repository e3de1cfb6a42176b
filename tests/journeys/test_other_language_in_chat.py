"""Whoever goes over to another language is answered in it. C02."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


def test_in_the_middle_of_a_talk_the_language_follows_with_its_way_to_write_days() -> None:
    learn()
    chat = Chat("en")
    told = chat.say("Where is my order O-1041? I am Tom Gallagher.")
    assert "delivered it on June 2, 2026" in told

    spanish = chat.say("Prefiero español. ¿Dónde está mi pedido O-1041?")
    assert "2 de junio de 2026" in spanish
    assert "June" not in spanish
    french = chat.say("Je préfère le français : où est ma commande O-1041 ?")
    assert "2 juin 2026" in french
