"""A shipment arrives: from this day the customer's rights run."""

from __future__ import annotations

from datetime import date, timedelta

from makegood.core import clock
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Shipment
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_the_pieces_count_as_delivered_with_the_driver_s_note():
    before = queries.order_card("O-1045")
    assert (before.state, before.lines[0].delivered) == ("shipped", 1)
    outcome = done(
        "ordering.record_delivery", RAE, shipment="SH-3006", place="Harlow", note="No damage."
    )
    assert outcome.answer("state") == "delivered"
    washer = queries.line_card("O-1045/1")
    assert (washer.delivered, washer.returnable) == (2, 2)
    assert washer.delivered_on == date(2026, 6, 15)
    assert queries.shipment_card("SH-3006").delivery_note == "No damage."


def test_only_a_driver_who_noted_damage_makes_it_damaged():
    assert not queries.shipment_card("SH-3006").damage_noted
    done("ordering.record_delivery", RAE, shipment="SH-3006", place="Harlow", damage_noted=True)
    card = queries.shipment_card("SH-3006")
    assert (card.damage_noted, card.delivery_note) == (True, "")


def test_of_northvale_s_parcels_only_priya_s_came_damaged():
    damaged = Shipment.objects.filter(damage_noted=True)
    assert list(damaged.values_list("order__number", flat=True)) == ["O-1042"]


def test_a_shipment_arrives_once():
    with nothing_changes():
        outcome = do("ordering.record_delivery", RAE, shipment="SH-3001", place="Harlow")
    assert outcome.code is Code.POLICY_DENIED
    assert outcome.statements[0].text() == (
        "Shipment SH-3001 has arrived already. Nothing was changed."
    )


def test_a_shipment_nobody_knows_is_not_found():
    with nothing_changes():
        outcome = do("ordering.record_delivery", RAE, shipment="SH-9999", place="Harlow")
    assert outcome.code is Code.NOT_FOUND


def test_our_people_may_say_when_it_arrived_between_its_leaving_and_now():
    left = Shipment.objects.get(number="SH-3006").shipped_at
    for at in (left - timedelta(hours=1), clock.now() + timedelta(hours=1)):
        with nothing_changes():
            outcome = do("ordering.record_delivery", RAE, shipment="SH-3006", place="Harlow",
                         at=at.isoformat())  # fmt: skip
            assert outcome.code is Code.POLICY_DENIED
    at = left + timedelta(hours=1)
    done("ordering.record_delivery", RAE, shipment="SH-3006", place="Harlow", at=at.isoformat())
    assert queries.shipment_card("SH-3006").delivered_at == at
