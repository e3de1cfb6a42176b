"""Customers choose in the chat on which day an order comes, and hear at what time."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.ordering.queries import promised_on, window_of
from makegood.domains.ordering.tests.cast import TOM, ordered
from makegood.domains.ordering.tests.missing import WASHER
from makegood.domains.ordering.tests.parcels import connect_carriers
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    connect_carriers()
    learn()


@pytest.mark.parametrize(
    ("language", "wish", "yes"),
    [
        ("en", "can you bring order {order} on Thursday July 2 in the morning instead? My name is "
               "Tom Gallagher, account 40006", "yes"),
        ("es", "¿pueden traer el pedido {order} el jueves 2 de julio por la mañana? Soy Tom "
               "Gallagher, cuenta 40006", "sí"),
        ("fr", "pouvez-vous apporter la commande {order} le jeudi 2 juillet le matin ? Tom "
               "Gallagher, compte 40006", "oui"),
    ],
)  # fmt: skip
def test_a_washer_comes_on_thursday_morning_instead(language: str, wish: str, yes: str) -> None:
    order = ordered(TOM, WASHER)
    chat = Chat(language)
    chat.say(wish.format(order=order))
    said = chat.say(chat.code())
    assert "8" in said
    assert "12" in said
    chat.say(yes)
    assert chat.ran == ["ordering.change_day"]
    assert (str(promised_on(order)), window_of(order)) == ("2026-07-02", "morning")


@pytest.mark.parametrize(
    ("language", "asks", "told"),
    [
        ("en", "will they ring before they come?", "30 minutes before"),
        ("es", "¿llaman antes de traerlo?", "30 minutos antes"),
        ("fr", "appelez-vous avant la livraison ?", "30 minutes avant"),
    ],
)
def test_whether_they_ring_before_is_answered(language: str, asks: str, told: str) -> None:
    assert told in Chat(language).say(asks)
