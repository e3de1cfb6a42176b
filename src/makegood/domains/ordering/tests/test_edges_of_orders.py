"""The edges of taking an order that C11 lists: each has its answer."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import worker
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    TOM_IN_STORE,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)

BELTS: JsonValue = [{"sku": "PT-BELT-24", "quantity": 2}]


def test_an_article_that_is_sold_no_more_is_answered_with_what_replaces_it():
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.create_order", TOM, lines=[{"sku": "PT-BELT-18", "quantity": 1}])
    assert "PT-BELT-20 (Drive belt PT-BELT-20) replaces it" in invalid.value.faults[0].accepted


def test_nothing_is_sold_to_another_country():
    place: JsonValue = {"line1": "1 King Street", "locality": "Toronto", "region": "ON",
             "postal_code": "M5H 1A1", "country": "CA"}  # fmt: skip
    with nothing_changes():
        outcome = do("ordering.create_order", TOM, lines=BELTS, ship_to=place)
    assert outcome.code is Code.POLICY_DENIED
    assert "Toronto" in told(outcome)[0]


def test_a_buyers_number_that_stands_on_another_order_is_asked_about():
    first = ordered(RIVERSIDE, ("PT-BELT-24", 2), po_number="RV-1")
    asked = do("ordering.create_order", RIVERSIDE, lines=[{"sku": "PT-BELT-24", "quantity": 3}],
               po_number="RV-1")  # fmt: skip
    assert asked.code is Code.NEEDS_INFO
    assert told(asked) == [
        f"Your number RV-1 stands on order {first} already. Shall it stand on this one too?"
    ]


def test_what_is_taken_at_the_counter_is_ordered_paid_invoiced_and_handed_over_at_once():
    connect_simulators()
    order = ordered(TOM_IN_STORE, ("PT-CTRL", 1), delivered=False)
    total = queries.order_card(order).total
    done("billing.take_payment", RAE, order=order, party="C-6", amount=f"{total.amount:.2f}",
         tender="card", token="tok_gallagher_4242", last4="4242")  # fmt: skip
    done(
        "ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Taken in store",
        tracking=order, promised_on="2026-06-15",
        lines=[{"line": f"{order}/1", "quantity": 1, "serials": ["SN-C-50001"]}],
    )  # fmt: skip
    done("ordering.record_delivery", RAE, shipment="SH-9", place="Northvale store")
    worker.work_off()
    assert queries.order_card(order).state == "delivered"
    assert [line.sku for line in queries.order_card(order).lines] == ["PT-CTRL"]
    assert ledger.balance_of("1100", about=f"order:{order}") == usd("0.00")


def test_an_order_that_is_wanted_together_leaves_together_or_not_at_all():
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1), together=True)
    ask = {"order": order, "number": "SH-9", "carrier": "Meridian Freight", "tracking": "MF9",
           "promised_on": "2026-06-22"}  # fmt: skip
    belts: JsonValue = {"line": f"{order}/1", "quantity": 2}
    with nothing_changes():
        outcome = do("ordering.record_shipment", RAE, **ask, lines=[belts])
    assert told(outcome) == [
        f"All goods of order {order} leave together, as the customer asked. Nothing was sent."
    ]
    with nothing_changes():
        outcome = do("ordering.compare_carriers", RAE, order=order, lines=[belts])
    assert outcome.code is Code.POLICY_DENIED
    board: JsonValue = {"line": f"{order}/2", "quantity": 1}
    assert do("ordering.record_shipment", RAE, **ask, lines=[belts, board]).is_done


def test_of_an_order_that_is_wanted_together_a_cancelled_piece_holds_up_nothing():
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1), together=True)
    done("ordering.cancel_order", TOM, order=order, line=f"{order}/2", quantity=1)
    done(
        "ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Meridian Freight",
        tracking="MF9", promised_on="2026-06-22", lines=[{"line": f"{order}/1", "quantity": 2}],
    )  # fmt: skip
    assert queries.order_card(order).state == "shipped"
