"""Lindqvist writes that an invoice does not match: the papers are compared, in three languages."""

from __future__ import annotations

import pytest

from makegood.domains.aftersales.tests.story import connect_simulators
from tests.journeys.in_chat import Chat

SAID = {
    "en": (
        "Invoice 10231 doesn't match what we got.",
        "Of $445.00 billed, $336.00 is due. We credit $109.00 plus $8.45 tax: $117.45 in all.",
    ),
    "es": (
        "La factura 10231 no coincide con lo que recibimos.",
        "Abonamos $109.00 más $8.45 de impuesto: $117.45 en total.",
    ),
    "fr": (
        "La facture 10231 ne correspond pas à ce que nous avons reçu.",
        "Nous créditons 109,00 $US plus 8,45 $US de taxe : 117,45 $US au total.",
    ),
}


@pytest.fixture(autouse=True)
def simulated(northvale: None, db: None) -> None:
    connect_simulators()


@pytest.mark.parametrize("language", list(SAID))
def test_the_comparison_is_told_once_it_is_known_who_asks(language: str) -> None:
    said, told = SAID[language]
    chat = Chat(language)
    assert "445" not in chat.say(said)  # nothing is told to somebody who is not known
    chat.say("O-1043")
    chat.say("Lindqvist Property Mgmt")
    answer = chat.say(chat.code())
    plain = answer.replace("\xa0", " ").replace("\u202f", " ")
    assert told in plain
    assert "aftersales.compare_papers" in chat.ran
