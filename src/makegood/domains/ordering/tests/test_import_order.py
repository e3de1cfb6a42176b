"""An order that was taken elsewhere comes on record, or the field that is wrong is named."""

from __future__ import annotations

import pytest

from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.tests.cast import NOOR, RAE, do, done, nothing_changes, usd

WASHER = {
    "sku": "WM900", "quantity": 1, "unit_price": "899.00", "discount": "89.90", "tax": "62.71",
}  # fmt: skip
DELIVERY = {"sku": "DELIVERY", "quantity": 1, "unit_price": "79.00", "tax": "6.12"}
PLACE = {"line1": "14 Mill Road", "locality": "Harlow", "region": "XM", "postal_code": "55502"}


def asked(**other):
    ask = {
        "party": "C-6", "account": "40006", "ship_to": PLACE, "lines": [WASHER, DELIVERY],
        "tax": "68.83", "total": "956.93",
    }  # fmt: skip
    return {**ask, **other}


def test_an_order_stands_on_record_line_by_line():
    outcome = done("ordering.import_order", RAE, **asked(number="O-7001"))
    assert outcome.records == ("order:O-7001",)
    order = queries.order_card("O-7001")
    assert (order.state, order.total, order.tax) == ("confirmed", usd("956.93"), usd("68.83"))
    washer, delivery = order.lines
    assert (washer.number, washer.net, washer.tax) == ("O-7001/1", usd("809.10"), usd("62.71"))
    assert (delivery.number, delivery.is_goods, delivery.returnable) == ("O-7001/2", False, 0)
    assert OrderLine.objects.get(number="O-7001/1").unit_cost_cents == 54000


def test_an_order_without_a_number_gets_one_of_ours():
    first = done("ordering.import_order", **asked()).answer("order")
    second = done("ordering.import_order", **asked()).answer("order")
    assert (first, second) == ("O-5001", "O-5002")


@pytest.mark.parametrize(
    ("wrong", "field", "due"),
    [
        ({"tax": "68.82", "total": "956.92"}, "tax", "68.83"),
        ({"total": "956.94"}, "total", "956.93"),
        ({"total": "956.92"}, "total", "956.93"),
    ],
)
def test_totals_that_do_not_add_up_are_named_with_what_would(wrong, field, due):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.import_order", RAE, **asked(**wrong))
    fault = invalid.value.faults[0]
    assert fault.field == field
    assert due in fault.accepted


@pytest.mark.parametrize("quantity", [0, -1, 1.5])
def test_pieces_are_counted_in_whole_numbers_from_one(quantity):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.import_order", RAE, **asked(lines=[{**WASHER, "quantity": quantity}]))
    assert invalid.value.faults[0].field == "lines.0.quantity"


def test_a_line_below_zero_is_no_sale():
    below = {**WASHER, "discount": "899.01"}
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.import_order", RAE, **asked(lines=[below]))
    assert invalid.value.faults[0].field == "lines.0"


def test_each_number_is_given_once():
    done("ordering.import_order", RAE, **asked(number="O-7001"))
    with nothing_changes():
        outcome = do("ordering.import_order", RAE, **asked(number="O-7001"))
    assert outcome.code is Code.POLICY_DENIED
    assert outcome.statements[0].text() == "O-7001 is on record already. Nothing was added."


@pytest.mark.parametrize("wrong", [{"account": "40009"}, {"account": "49999"}, {"party": "C-9"}])
def test_the_account_must_be_that_party_s_own(wrong):
    with nothing_changes():
        outcome = do("ordering.import_order", RAE, **asked(**wrong))
    assert outcome.code is Code.NOT_FOUND


def test_what_is_not_sold_here_is_not_found():
    with nothing_changes():
        line = {**WASHER, "sku": "XY-1"}
        ask = asked(lines=[line], tax="62.71", total="871.81")
        outcome = do("ordering.import_order", RAE, **ask)
    assert outcome.code is Code.NOT_FOUND


def test_who_has_no_role_may_not_record_orders():
    with nothing_changes():
        outcome = do("ordering.import_order", NOOR, **asked())
    assert outcome.code is Code.NOT_AUTHORISED
