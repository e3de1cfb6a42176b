"""Customers miss a parcel in the chat: they are asked what helps first, then it is looked for."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.core import clock, worker
from makegood.domains.ordering.queries import order_card, orders_of, searches_of
from makegood.domains.ordering.tests.cast import RAE, done, ordered
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


@pytest.mark.parametrize(
    ("language", "wish", "told", "yes"),
    [
        ("en", "can you expedite order {order}? I need it sooner. Tom Gallagher, account 40006",
         "instead of June 23, 2026", "yes please"),
        ("es", "aceleren el pedido {order} por favor. Soy Tom Gallagher, cuenta 40006",
         "en lugar del 23 de junio de 2026", "sí"),
        ("fr", "accélérez la commande {order} s'il vous plaît. Tom Gallagher, compte 40006",
         "au lieu du 23 juin 2026", "oui"),
    ],
)  # fmt: skip
def test_an_order_goes_faster_once_price_and_day_are_agreed_to(
    language: str, wish: str, told: str, yes: str
) -> None:
    order = ordered()
    chat = Chat(language)
    chat.say(wish.format(order=order))
    said = chat.say(chat.code())
    assert told in said
    assert "19" in said
    for _ in range(2):
        if chat.ran != ["ordering.expedite_order"]:
            chat.say(yes)
    assert [line.sku for line in order_card(order).lines] == ["PT-BELT-24", "EXPRESS"]


@pytest.mark.parametrize(
    ("language", "wish", "yes"),
    [
        ("en", "you cancelled order {order} because it was late, I still want it. Tom Gallagher, "
               "account 40006", "yes"),
        ("es", "anularon el pedido {order} porque iba tarde y todavía lo quiero. Soy Tom "
               "Gallagher, cuenta 40006", "sí"),
        ("fr", "vous avez annulé la commande {order} parce qu'elle était en retard, je la veux "
               "toujours. Tom Gallagher, compte 40006", "oui"),
    ],
)  # fmt: skip
def test_what_was_cancelled_for_a_delay_is_ordered_anew(language: str, wish: str, yes: str) -> None:
    order = ordered()
    done("ordering.send_delay_notice", RAE, order=order)
    with clock.standing_at("2026-06-20T12:00:00"):
        worker.work_off()
        assert order_card(order).state == "cancelled"
        chat = Chat(language)
        chat.say(wish.format(order=order))
        chat.say(chat.code())
        chat.say(yes)
        assert chat.ran == ["ordering.order_anew"]
        assert len(orders_of("C-6")) > 1
