"""A line of an order is its number, not its article: each is changed by itself."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.tests.cast import TOM, do, done, nothing_changes, ordered, told, usd


def entries(order):
    basket = SalesOrder.objects.get(number=order).asked
    assert basket is not None
    return [(one.sku, one.quantity, one.line) for one in basket.wanted], basket.delivery


def test_each_entry_of_what_was_ordered_names_its_line_and_so_does_delivery():
    order = ordered(TOM, ("WM900", 1), ("PT-BELT-24", 2))
    assert entries(order) == (
        [("WM900", 1, f"{order}/1"), ("PT-BELT-24", 2, f"{order}/2")], f"{order}/3",
    )  # fmt: skip
    done("ordering.amend_order", TOM, order=order, line=f"{order}/1", quantity=2)
    assert entries(order) == ([("WM900", 2, f"{order}/1"), ("PT-BELT-24", 2, f"{order}/2")], "")
    done("ordering.cancel_order", TOM, order=order, line=f"{order}/1", quantity=1, accepts=True)
    assert entries(order)[1] == f"{order}/4"


def test_what_was_kept_before_lines_were_numbered_is_found_by_its_article():
    order = ordered(TOM, ("WM900", 1), ("PT-BELT-24", 2))
    numbered = entries(order)
    kept = SalesOrder.objects.values_list("basket", flat=True).get(number=order) or {}
    kept = {name: value for name, value in kept.items() if name != "delivery"}
    kept["wanted"] = [{"sku": one["sku"], "quantity": one["quantity"]} for one in kept["wanted"]]
    SalesOrder.objects.filter(number=order).update(basket=kept)
    assert entries(order) == numbered


def test_the_same_basket_is_known_again_though_its_lines_have_numbers():
    order = ordered()
    twin = do("ordering.create_order", TOM, lines=[{"sku": "PT-BELT-24", "quantity": 2}])
    assert order in told(twin)[0]


def test_a_line_of_another_order_is_not_found():
    order = ordered()
    other = ordered(TOM, ("PT-CTRL", 1))
    with nothing_changes():
        outcome = do("ordering.cancel_order", TOM, order=order, line=f"{other}/1")
    assert outcome.code is Code.NOT_FOUND


def test_a_price_of_its_day_counts_for_each_line_by_its_number():
    with clock.standing_at("2026-05-26"):
        order = ordered(TOM, ("WM900", 1), ("DR800", 1))
    done("ordering.cancel_order", TOM, order=order, line=f"{order}/2", accepts=True)
    washer, *rest = queries.order_card(order).lines
    assert (washer.sku, washer.net) == ("WM900", usd("809.10"))
    assert [line.sku for line in rest] == ["DELIVERY"]
