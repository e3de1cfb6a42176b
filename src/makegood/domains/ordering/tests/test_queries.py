"""Customers' words lead to their own orders and lines, and never to anybody else's."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core.outcome import NotFound
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import OrderLine
from makegood.domains.parties.queries import find_by_reference


def numbers(found):
    return [one.number for one in found]


def test_a_named_product_is_found_among_the_party_s_own_lines():
    assert numbers(queries.find_lines("C-6", skus=("WM700", "WM900", "WM950"))) == ["O-1041/1"]
    assert numbers(queries.find_lines("C-9", skus=("WM900",))) == ["O-1045/1"]
    assert queries.find_lines("C-6", skus=("DR800",)) == ()


def test_a_line_number_of_somebody_else_means_nothing():
    assert numbers(queries.find_lines("C-6", number="O-1041/1")) == ["O-1041/1"]
    assert queries.find_lines("C-6", number="O-1045/1") == ()


def test_only_delivered_goods_can_come_back():
    assert numbers(queries.find_lines("C-6", returnable_only=True)) == ["O-1041/1"]
    belts, washer = queries.line_card("O-1045/2"), queries.line_card("O-1045/1")
    assert numbers(queries.returnable_lines("C-9")) == [washer.number, belts.number]
    assert (washer.returnable, belts.returnable) == (1, 4)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"ordinal": 2}, ["O-1045/2"]),
        ({"ordinal": -1}, ["O-1045/2"]),
        ({"ordinal": 3}, []),
        ({"other_than": ("O-1045/1",)}, ["O-1045/2"]),
        ({"dates": (date(2026, 5, 28),)}, ["O-1045/1", "O-1045/2"]),
        ({"dates": (date(2026, 5, 29),)}, []),
        ({"order": "O-1041"}, []),
    ],
)
def test_ordinals_the_other_one_and_dates_narrow_it_down(words, found):
    assert numbers(queries.find_lines("C-9", **words)) == found


def test_orders_are_found_by_number_product_and_place_in_time():
    assert numbers(queries.find_orders("C-6")) == ["O-1041"]
    assert numbers(queries.find_orders("C-6", ordinal=1)) == ["O-1041"]
    assert queries.find_orders("C-6", number="O-1045") == ()
    assert numbers(queries.find_orders("C-9", skus=("PT-BELT-24",))) == ["O-1045"]


def test_rights_on_an_order_are_those_of_its_account():
    assert queries.rights_on_order("O-1041") == {"C-6": frozenset({"*"})}
    with pytest.raises(NotFound):
        queries.rights_on_order("O-9999")


def test_an_order_number_says_whose_account_is_meant():
    assert [found.party for found in find_by_reference("o-1041 ")] == ["C-6"]
    assert find_by_reference("O-9999") == ()


def test_an_order_shows_an_article_that_left_the_catalogue_by_its_number():
    before = queries.order_card("O-1041")
    OrderLine.objects.filter(number="O-1041/1").update(sku="WM100")
    order = queries.order_card("O-1041")
    assert (order.state, order.total) == (before.state, before.total)
    washer = order.lines[0]
    assert (washer.title_in("es"), washer.is_goods, washer.returnable) == ("WM100", True, 0)
