"""More edges that C11 lists: what changes between two looks, is sent twice, or is paid in parts."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.runner import preview, run
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    COMPANY,
    RAE,
    TOM,
    TOM_IN_STORE,
    amount_of,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)

BELTS: JsonValue = [{"sku": "PT-BELT-24", "quantity": 2}]
WASHER: JsonValue = [{"sku": "WM900", "quantity": 1}]


def test_a_price_that_changed_after_it_was_shown_is_shown_again_before_anything_is_ordered():
    with clock.standing_at("2026-05-29"):
        shown = preview("ordering.create_order", {"lines": WASHER}, actor=TOM)
    with nothing_changes():
        refused = run("ordering.create_order", {"lines": WASHER}, actor=TOM, seen=shown.fingerprint)
    assert refused.code is Code.STALE
    again = preview("ordering.create_order", {"lines": WASHER}, actor=TOM)
    assert run(
        "ordering.create_order", {"lines": WASHER}, actor=TOM, seen=again.fingerprint
    ).is_done


def test_an_order_that_a_till_sends_again_is_taken_once_and_another_under_its_key_not_at_all():
    first = run("ordering.create_order", {"lines": BELTS}, actor=TOM, key="till-7:41")
    again = run("ordering.create_order", {"lines": BELTS}, actor=TOM, key="till-7:41")
    assert again.answer("order") == first.answer("order")
    other = run("ordering.create_order", {"lines": WASHER}, actor=TOM, key="till-7:41")
    assert other.code is Code.CONFLICT
    own = [one.number for one in queries.orders_of("C-6") if one.channel == "chat"]
    assert own == [first.answer("order")]


def test_an_order_held_for_fraud_is_neither_packed_nor_given_to_a_carrier():
    order = ordered()
    done("ordering.hold_order", RAE, order=order, kind="fraud", reason="The card is not theirs.")
    for act in ("ordering.pick_order", "ordering.compare_carriers"):
        with nothing_changes():
            assert do(act, RAE, order=order).code is Code.POLICY_DENIED, act
    done("ordering.release_hold", RAE, order=order, kind="fraud", note="It is theirs.")
    assert do("ordering.pick_order", RAE, order=order).is_done


def test_what_a_gift_card_and_a_card_paid_goes_back_to_both():
    connect_simulators()
    done("billing.load_gift_card", COMPANY, code="GC-1001", amount="20.00",
         reason="Sold at the till.")  # fmt: skip
    order = ordered()
    pay: dict[str, JsonValue] = {"order": order, "party": "C-6"}
    done("billing.take_payment", RAE, **pay, amount="20.00", tender="gift", token="GC-1001")
    done("billing.take_payment", RAE, **pay, amount="33.77", tender="card",
         token="tok_gallagher_4242", last4="4242")  # fmt: skip
    worker.work_off()
    outcome = done("ordering.cancel_order", TOM, order=order)
    assert amount_of(outcome, "refund") == "53.77"
    assert ledger.balance_of("2100", about=f"order:{order}") == usd("0.00")


def test_pieces_named_by_serial_numbers_in_two_entries_of_one_article_all_keep_theirs():
    lines: JsonValue = [
        {"sku": "WM900", "quantity": 1, "serials": ["SN-1"]},
        {"sku": "WM900", "quantity": 2, "serials": ["SN-2", "SN-3"]},
    ]
    order = str(done("ordering.create_order", TOM, lines=lines).answer("order"))
    (machines, *_) = queries.supply_of(order)
    assert [one.serials for one in machines.kept] == [("SN-1", "SN-2", "SN-3")]
    done("ordering.split_line", TOM, line=f"{order}/1", first=2)
    kept = [part.serials for one in queries.supply_of(order) for part in one.kept]
    assert kept == [("SN-1", "SN-2"), ("SN-3",)]


@pytest.mark.parametrize("sku", ["SV-INST", "SV-HAUL"])
def test_a_service_that_is_cancelled_of_a_packed_order_is_in_no_carton_and_costs_nothing(sku):
    order = ordered(TOM_IN_STORE, ("WM900", 1), (sku, 1), pay={"tender": "cash"})
    done("ordering.pick_order", RAE, order=order)
    (line,) = [one.number for one in queries.order_card(order).lines if one.sku == sku]
    outcome = done("ordering.cancel_order", TOM_IN_STORE, order=order, line=line)
    assert amount_of(outcome, "fee") == "0.00"
    assert not any("packed" in one for one in told(outcome))
    rest = done("ordering.cancel_order", TOM_IN_STORE, order=order)
    assert amount_of(rest, "fee") == "25.00"
