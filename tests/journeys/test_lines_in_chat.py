"""Customers say the article; where two lines are of it, they are asked which is meant."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.config.wiring import learn
from makegood.domains.ordering.queries import order_card, supply_of
from makegood.domains.ordering.tests.cast import TOM, done, ordered
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


@pytest.mark.parametrize(
    ("language", "wish", "told", "yes"),
    [
        ("en", "ship two of the belts I ordered today, the remaining ones can wait. Tom Gallagher, "
               "account 40006", "2 × Drive belt PT-BELT-24 goes first", "yes"),
        ("es", "manden dos de las correas que pedí hoy, las otras pueden esperar. Soy Tom "
               "Gallagher, cuenta 40006", "sale primero", "sí"),
        ("fr", "expédiez deux des courroies commandées aujourd'hui, les autres peuvent attendre. "
               "Tom Gallagher, compte 40006", "part d'abord", "oui"),
    ],
)  # fmt: skip
def test_a_part_goes_now_and_the_rest_later(language: str, wish: str, told: str, yes: str) -> None:
    order = ordered(TOM, ("PT-BELT-24", 5))
    chat = Chat(language)
    chat.say(wish)
    assert told in chat.say(chat.code())
    chat.say(yes)
    assert chat.ran == ["ordering.split_line"]
    assert [line.quantity for line in order_card(order).lines] == [2, 3]


def test_which_of_two_lines_of_one_article_is_meant_is_asked() -> None:
    order = ordered(TOM, ("PT-BELT-24", 5))
    done("ordering.split_line", TOM, line=f"{order}/1", first=2, later_on="2026-07-06")
    chat = Chat()
    chat.say(f"cancel the belts from order {order}, Tom Gallagher, account 40006")
    assert "more than one" in chat.say(chat.code())
    assert chat.offered == [
        f"2 × Drive belt PT-BELT-24 ({order}/1, June 15, 2026)",
        f"3 × Drive belt PT-BELT-24 ({order}/2, June 15, 2026)",
    ]
    chat.say("the second one")
    chat.say("3")
    chat.say("yes")
    assert chat.ran == ["ordering.cancel_order"]
    assert [(one.number, one.quantity) for one in order_card(order).lines] == [(f"{order}/1", 2)]
    assert [one.promised_on for one in supply_of(order)] == [date(2026, 6, 23)]


@pytest.mark.parametrize(
    ("language", "wish", "told", "yes"),
    [
        ("en", "put PT-BELTKIT-24 on my order instead of the belt. Tom Gallagher, account 40006",
         "2 × Belt and tensioner kit PT-BELTKIT-24 comes instead of", "yes"),
        ("es", "pongan PT-BELTKIT-24 en mi pedido en lugar de la correa. Soy Tom Gallagher, "
               "cuenta 40006", "2 × Juego de correa y tensor PT-BELTKIT-24 va en lugar de", "sí"),
        ("fr", "mettez PT-BELTKIT-24 sur ma commande à la place de la courroie. Tom Gallagher, "
               "compte 40006", "2 × Kit courroie et tendeur PT-BELTKIT-24 vient à la place", "oui"),
    ],
)  # fmt: skip
def test_another_article_comes_instead(language: str, wish: str, told: str, yes: str) -> None:
    order = ordered(TOM, ("PT-BELT-24", 2))
    chat = Chat(language)
    chat.say(wish)
    assert told in chat.say(chat.code())
    chat.say(yes)
    assert chat.ran == ["ordering.substitute"]
    assert [(one.sku, one.quantity) for one in order_card(order).lines] == [("PT-BELTKIT-24", 2)]
