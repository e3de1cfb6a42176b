"""Customers' words lead to their own returns, and a paid refund raises a flag."""

from __future__ import annotations

from datetime import date

from makegood.core import worker
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import TOM, inspected, opened, received
from makegood.domains.ordering.tests.cast import done
from makegood.domains.parties.finders import has_red_flag


def test_returns_are_found_by_number_product_and_order_of_time():
    first = opened()
    done("aftersales.cancel_return", TOM, return_number=first)
    second = opened()
    found = [card.number for card in queries.find_returns("C-6")]
    assert found == [second, first]
    assert [card.number for card in queries.find_returns("C-6", open_only=True)] == [second]
    assert [card.number for card in queries.find_returns("C-6", ordinal=-1)] == [first]
    assert queries.find_returns("C-6", skus=("DR800",)) == ()
    assert queries.find_returns("C-9", number=second) == ()


def test_what_waits_to_be_looked_at_is_listed():
    assert queries.awaiting_inspection() == ()
    number = received()
    assert [card.number for card in queries.awaiting_inspection()] == [number]


def test_a_refund_of_the_last_30_days_is_a_red_flag_on_the_account():
    inspected()
    assert not has_red_flag("40006", date(2026, 6, 15))
    worker.work_off()
    assert has_red_flag("40006", date(2026, 7, 15))
    assert not has_red_flag("40006", date(2026, 7, 16))
