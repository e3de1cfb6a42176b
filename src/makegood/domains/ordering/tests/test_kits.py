"""A kit is priced, kept, sent and taken back as the goods that it is made of, each at its share."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    amount_of,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)

KIT = ("KIT-700", 1)


def lines_of(order: str) -> list[tuple[str, int, str]]:
    lines = queries.order_card(order).lines
    return [(one.sku, one.quantity, str(one.net.amount)) for one in lines]


@pytest.mark.parametrize(
    ("sets", "shares"),
    [
        # 199.00 by 22.50 and 189.00: 21.170... and 177.829...
        (1, ["21.17", "177.83"]),
        # 597.00 by 67.50 and 567.00: 63.510... and 533.489...
        (3, ["63.51", "533.49"]),
    ],
)
def test_the_price_of_a_kit_is_shared_by_what_its_goods_cost(sets, shares):
    order = ordered(TOM, ("KIT-700", sets))
    assert lines_of(order) == [("PT-BELT-20", sets, shares[0]), ("PT-CTRL", sets, shares[1])]
    card = queries.order_card(order)
    assert card.goods == usd("199.00") * sets


def test_its_goods_leave_together_on_the_day_of_the_last():
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=0)
    done("ordering.expect_supply", RAE, number="IN-9", sku="PT-CTRL", quantity=5,
         due_on="2026-07-01")  # fmt: skip
    asked: JsonValue = [{"sku": "KIT-700", "quantity": 1}]
    outcome = done("ordering.create_order", TOM, lines=asked)
    assert (
        "That is Spare set KIT-700: its goods leave together, and each has its share of the price."
        in told(outcome)
    )
    assert outcome.answer("promised_on") == "2026-07-09"
    order = str(outcome.answer("order"))
    days = {one.sku: one.promised_on for one in queries.supply_of(order)}
    assert days["PT-CTRL"] == date(2026, 7, 9)
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
    with nothing_changes():
        outcome = do("ordering.record_shipment", RAE, order=order, number="SH-9",
                     carrier="Hand Post", tracking="HP1", promised_on="2026-06-20",
                     lines=lines)  # fmt: skip
        assert outcome.code is Code.POLICY_DENIED


def test_as_many_can_be_had_as_of_its_scarcest_part():
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=2)
    asked: JsonValue = [{"sku": "KIT-700", "quantity": 3}]
    with nothing_changes():
        outcome = do("ordering.create_order", TOM, lines=asked)
        assert told(outcome)[0].startswith("We do not have that many of Control board PT-CTRL")
    assert lines_of(ordered(TOM, ("KIT-700", 2)))[1][:2] == ("PT-CTRL", 2)


def test_a_part_that_is_wanted_beside_the_kit_costs_its_own_price():
    order = ordered(TOM, KIT, ("PT-BELT-20", 1))
    assert queries.order_card(order).goods == usd("221.50")


def test_a_kit_is_quoted_and_explained_as_its_goods():
    asked: JsonValue = [{"sku": "KIT-700", "quantity": 1}]
    quote = done("ordering.make_quote", TOM, lines=asked)
    # 199.00 and 15.43 of tax
    assert amount_of(quote, "total") == "214.43"
    explained = done("ordering.explain_price", TOM, quote=quote.answer("quote"))
    assert str(explained.answer("lines")).count("PR-KIT-700-1") == len(KIT)


def test_a_part_of_a_kit_is_worth_its_share():
    order = ordered(TOM, KIT)
    cancelled = done("ordering.cancel_order", RAE.on_behalf_of("C-6", TOM.level), order=order,
                     line=f"{order}/2", cause="company")  # fmt: skip
    assert cancelled.is_done
    assert lines_of(order) == [("PT-BELT-20", 1, "21.17")]
