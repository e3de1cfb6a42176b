"""Customers miss a parcel in the chat: they are asked what helps first, then it is looked for."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.core import clock
from makegood.domains.ordering.queries import searches_of
from makegood.domains.ordering.tests.cast import RAE, done
from makegood.domains.ordering.tests.missing import LATE, left
from makegood.domains.ordering.tests.parcels import connect_carriers
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    connect_carriers()
    learn()


@pytest.mark.parametrize(
    ("language", "misses", "looked", "again", "yes"),
    [
        ("en", "order {order} says delivered but there is nothing here. Tom Gallagher, account "
               "40006", "yes, I asked them, nobody has it", "send it again please", "yes"),
        ("es", "el pedido {order} aparece como entregado pero aquí no hay nada. Soy Tom Gallagher, "
               "cuenta 40006", "sí, ya pregunté, nadie lo tiene", "envíenlo otra vez", "sí"),
        ("fr", "la commande {order} est marquée livrée mais il n'y a rien ici. Tom Gallagher, "
               "compte 40006", "oui, j'ai demandé, personne ne l'a", "renvoyez-le", "oui"),
    ],
)  # fmt: skip
def test_a_parcel_that_is_said_to_be_there_is_looked_for(
    language: str, misses: str, looked: str, again: str, yes: str
) -> None:
    order = left()
    with clock.standing_at(LATE):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
        chat = Chat(language)
        for words in (misses.format(order=order), chat.code, looked, again, yes):
            chat.say(words() if callable(words) else words)
        assert chat.ran == ["ordering.report_missing"]
        found = searches_of(order)
        assert [(one.shipment, one.wish) for one in found] == [("SH-9", "again")]
