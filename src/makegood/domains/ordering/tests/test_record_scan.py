"""A carrier reports where a shipment was seen."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_the_last_report_is_where_it_was_seen():
    outcome = done(
        "ordering.record_scan", RAE, shipment="SH-3006", event="out_for_delivery", place="Harlow"
    )
    assert outcome.answer("scans") == 3
    seen = queries.shipment_card("SH-3006").scans[-1]
    assert (seen.event, seen.place) == ("out_for_delivery", "Harlow")


def test_what_has_arrived_is_not_seen_on_its_way():
    with nothing_changes():
        outcome = do(
            "ordering.record_scan", RAE, shipment="SH-3001", event="in_transit", place="Harlow"
        )
    assert outcome.code is Code.POLICY_DENIED


def test_a_shipment_nobody_knows_is_not_found():
    with nothing_changes():
        outcome = do(
            "ordering.record_scan", RAE, shipment="SH-9999", event="in_transit", place="Harlow"
        )
    assert outcome.code is Code.NOT_FOUND
