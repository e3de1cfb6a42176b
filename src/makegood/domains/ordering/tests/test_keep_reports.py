"""Where a carrier saw a parcel is kept once, and its arrival ends it."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes
from makegood.domains.ordering.tests.parcels import connect_carriers, sent

REPORTS: JsonValue = [
    {"at": "2026-06-15T12:00:00Z", "event": "delivered", "place": "Harlow"},
    {"at": "2026-06-15T11:00:00Z", "event": "in_transit", "place": "Harlow depot"},
]


@pytest.fixture(autouse=True)
def carriers_answer() -> None:
    connect_carriers()


def test_reports_are_kept_in_their_order_and_nothing_follows_the_arrival():
    order = sent()
    outcome = done("ordering.keep_reports", shipment="SH-9", reports=REPORTS)
    assert outcome.result == {"shipment": "SH-9", "kept": 2, "has_arrived": True}
    events = [one.event for one in queries.shipment_card("SH-9").scans]
    assert (events, queries.order_card(order).state) == (["in_transit", "delivered"], "delivered")
    with nothing_changes():
        again = do("ordering.keep_reports", shipment="SH-9", reports=REPORTS)
    assert again.code is Code.POLICY_DENIED


@pytest.mark.parametrize(
    ("event", "is_damaged"), [("delivered", False), ("delivered_damaged", True)]
)
def test_what_the_proof_of_delivery_says_of_damage_is_kept(event: str, is_damaged: bool):
    order = sent()
    seen: JsonValue = [{"at": "2026-06-15T12:00:00Z", "event": event, "place": "Harlow"}]
    outcome = done("ordering.keep_reports", shipment="SH-9", reports=seen)
    card = queries.shipment_card("SH-9")
    assert (outcome.answer("has_arrived"), card.damage_noted) == (True, is_damaged)
    assert ([one.event for one in card.scans], queries.order_card(order).state) == (
        ["delivered"], "delivered",
    )  # fmt: skip


def test_nobody_at_the_desk_says_what_only_the_carrier_knows():
    sent()
    with nothing_changes():
        outcome = do("ordering.keep_reports", RAE, shipment="SH-9", reports=REPORTS)
    assert outcome.code is Code.NOT_AUTHORISED


def test_an_unknown_shipment_is_not_found():
    with nothing_changes():
        outcome = do("ordering.keep_reports", shipment="SH-999", reports=REPORTS)
    assert outcome.code is Code.NOT_FOUND


@pytest.mark.parametrize(
    ("event", "why"), [("refused", "unwanted"), ("undeliverable", "undeliverable")]
)
def test_what_the_carrier_could_not_hand_over_comes_back_by_its_word(event: str, why: str):
    sent()
    seen: JsonValue = [{"at": "2026-06-15T12:00:00Z", "event": event, "place": "Harlow"}]
    done("ordering.keep_reports", shipment="SH-9", reports=seen)
    card = queries.shipment_card("SH-9")
    assert (card.turned_back_as, card.delivered_at) == (why, None)
    again: JsonValue = [{"at": "2026-06-15T13:00:00Z", "event": event, "place": "Harlow depot"}]
    done("ordering.keep_reports", shipment="SH-9", reports=again)
    assert queries.shipment_card("SH-9").turned_back_as == why


def test_what_was_refused_first_and_then_taken_is_delivered():
    order = sent()
    seen: JsonValue = [
        {"at": "2026-06-15T10:00:00Z", "event": "refused", "place": "Harlow"},
        {"at": "2026-06-15T12:00:00Z", "event": "delivered", "place": "Harlow"},
    ]
    done("ordering.keep_reports", shipment="SH-9", reports=seen)
    assert queries.order_card(order).state == "delivered"
