"""The owner gets a found thing back, once, and it is kept to whom it went."""

from __future__ import annotations

from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.found import ring
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_it_is_on_record_who_took_it():
    number = ring()
    done(
        "aftersales.hand_over_found_item", RAE, found_item=number,
        handed_to="Kwame Boateng, passport seen",
    )  # fmt: skip
    card = queries.found_item_card(number)
    assert (card.state, card.handed_to) == ("handed_over", "Kwame Boateng, passport seen")


def test_it_goes_once():
    number = ring()
    done("aftersales.hand_over_found_item", RAE, found_item=number, handed_to="Kwame Boateng")
    with nothing_changes():
        again = do("aftersales.hand_over_found_item", RAE, found_item=number, handed_to="Tom")
    assert told(again) == [f"{number} is not kept any more."]
