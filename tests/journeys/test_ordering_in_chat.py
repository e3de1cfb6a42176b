"""Customers order in the chat, in their own words and language, and are asked what is unclear."""

from __future__ import annotations

import pytest

from makegood.config.wiring import learn
from makegood.domains.ordering.queries import delays_of, order_card, orders_of, supply_of
from makegood.domains.ordering.tests.cast import RAE, TOM, done, ordered
from tests.journeys.in_chat import Chat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]


@pytest.fixture(autouse=True)
def _taught() -> None:
    learn()


def test_which_belts_are_meant_is_asked_and_both_are_kept_for_the_customer() -> None:
    chat = Chat()
    chat.say("I'd like to order two belts. I'm Tom Gallagher, account 40006")
    assert "more than one" in chat.say(chat.code())
    told = chat.say("the first one")
    assert "2 × Drive belt PT-BELT-24 at $24.95 each" in told
    assert "It is promised for June 23, 2026." in told
    assert chat.ran == []
    assert "Your order is O-5001." in chat.say("yes")
    assert chat.ran == ["ordering.create_order"]
    assert [one.pieces for one in supply_of("O-5001")] == [2]


@pytest.mark.parametrize(
    ("language", "wish", "price", "yes"),
    [
        ("es", "quisiera pedir dos correas PT-BELT-24. Soy Tom Gallagher, cuenta 40006",
         "Suma $53.77 en total.", "sí"),
        ("fr", "je voudrais commander deux courroies PT-BELT-24. Je suis Tom Gallagher, "
         "compte 40006", "53,77", "oui"),
    ],
)  # fmt: skip
def test_in_spanish_and_french_too(language: str, wish: str, price: str, yes: str) -> None:
    chat = Chat(language)
    chat.say(wish)
    assert price in chat.say(chat.code())
    assert "O-5001" in chat.say(yes)
    assert orders_of("C-6")[0].number == "O-5001"


@pytest.mark.parametrize(("again", "orders"), [("no", 1), ("yes", 2)])
def test_the_same_again_is_asked_about_and_left_where_it_was_a_mistake(
    again: str, orders: int
) -> None:
    chat = Chat()
    chat.say("order 2 x PT-BELT-24. Tom Gallagher, account 40006")
    chat.say(chat.code())
    chat.say("yes")
    before = len(orders_of("C-6"))
    assert "a few minutes ago" in chat.say("order 2 x PT-BELT-24")
    chat.say(again)
    chat.say("yes") if again == "yes" else None
    assert len(orders_of("C-6")) == before - 1 + orders


def test_one_of_two_washers_is_cancelled_with_the_delivery_that_it_costs_told_first() -> None:
    chat = Chat()
    chat.say("I want to order 2 WM900. I'm Tom Gallagher, account 40006")
    chat.say(chat.code())
    assert "O-5001" in chat.say("yes")
    told = chat.say("cancel one of the washers from my order")
    assert "delivery of $79.00 is added" in told
    assert "comes to $1,053.80" in chat.say("I accept")
    chat.say("yes")
    assert chat.ran == ["ordering.cancel_order"]
    assert [(one.sku, one.quantity) for one in orders_of("C-6")[0].lines] == [
        ("WM900", 1), ("DELIVERY", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "wish", "yes"),
    [("en", "cancel my order O-5001", "yes"), ("es", "cancele el pedido O-5001", "sí"),
     ("fr", "annulez la commande O-5001", "oui")],
)  # fmt: skip
def test_a_whole_order_is_cancelled_in_each_language(language: str, wish: str, yes: str) -> None:
    order = ordered(TOM, ("PT-BELT-24", 2))
    chat = Chat(language)
    said = {"en": "I'm Tom Gallagher", "es": "Soy Tom Gallagher", "fr": "Je suis Tom Gallagher"}
    chat.say(f"{wish}. {said[language]}")
    chat.say(chat.code())
    chat.say(yes)
    assert chat.ran == ["ordering.cancel_order"]
    assert order_card(order).state == "cancelled"


@pytest.mark.parametrize(
    ("language", "wish", "yes", "choice"),
    [("en", "I agree to the new date of O-5001. I'm Tom Gallagher", "yes", "consent"),
     ("es", "no acepto el retraso de O-5001. Soy Tom Gallagher", "sí", "cancel"),
     ("fr", "j'accepte le retard de O-5001. Je suis Tom Gallagher", "oui", "consent")],
)  # fmt: skip
def test_a_delay_is_answered_in_each_language(
    language: str, wish: str, yes: str, choice: str
) -> None:
    order = ordered(TOM, ("HP24", 1))
    done("ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-27")
    chat = Chat(language)
    chat.say(wish)
    chat.say(chat.code())
    chat.say(yes)
    assert chat.ran == ["ordering.record_choice"]
    assert delays_of(order)[0].choice == choice


@pytest.mark.parametrize("wish", ["Quote me 0 washers", "I want to order 0 washers"])
def test_no_pieces_at_all_are_answered_with_how_many_it_takes(wish: str) -> None:
    chat = Chat()
    chat.say(f"{wish}. I'm Tom Gallagher, account 40006")
    told = chat.say(chat.code())
    assert "1 or more" in told
    assert "0 ×" not in told


def test_what_a_machine_costs_with_delivery_and_installation_names_all_three() -> None:
    told = Chat().say("What would a WM950 with delivery and installation cost me?")
    for sentence in (
        "WM950 washing machine costs $949.00 without tax.",
        "Installation costs $149.00 without tax.", "Delivery costs $79.00 without tax.",
        "Delivery of an appliance is free when the goods cost $999.00 or more.",
    ):  # fmt: skip
        assert sentence in told
