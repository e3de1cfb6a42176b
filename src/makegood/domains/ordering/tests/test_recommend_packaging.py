"""Damage says of a carton what the numbers carry, and no more."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.domains.ordering.models import FreightClaim, OrderLine, Shipment, ShippedLine
from makegood.domains.ordering.packaging import Arrived, chance
from makegood.domains.ordering.tests.cast import RAE, TOM, done, ordered, told


def sent_in(carton, line, shipments, damaged):
    """So many shipments of a line in a carton, of which so many arrived damaged."""
    for place in range(shipments):
        parcel = Shipment.objects.create(
            order=line.order, number=f"SH-{carton[:6]}-{place}", carrier="Meridian Freight",
            tracking="MF1", shipped_at=clock.now(), promised_on=clock.today(),
        )  # fmt: skip
        ShippedLine.objects.create(shipment=parcel, line=line, quantity=1, carton=carton)
        if place < damaged:
            FreightClaim.objects.create(
                number=f"FC-{carton[:6]}-{place}", shipment=parcel, line=line, kind="damaged",
                pieces=1, amount_cents=164900, currency="USD", note="Dented.",
                opened_at=clock.now(), opened_by="rae",
            )  # fmt: skip


def test_AC12_4_three_of_forty_against_none_of_thirty_eight_is_no_proof():
    order = ordered(TOM, ("HP24", 1))
    line = OrderLine.objects.get(order__number=order, sku="HP24")
    sent_in("single-wall", line, 40, 3)
    sent_in("double-wall", line, 38, 0)
    outcome = done("ordering.recommend_packaging", RAE, sku="HP24")
    # 9,880/76,076 as seen and 8,436/76,076 the other way round: 0.1299 + 0.1109.
    assert (outcome.answer("status"), outcome.answer("chance")) == ("collect_more_data", 0.2408)
    assert outcome.answer("lost") == {"amount": "4947.00", "currency": "USD"}
    assert told(outcome)[-1] == (
        "double-wall looks better, and it may be chance: of a hundred such counts 24 would differ "
        "as much. Collect more data."
    )


def test_a_difference_beyond_chance_is_a_reason_to_change():
    order = ordered(TOM, ("HP24", 1))
    line = OrderLine.objects.get(order__number=order, sku="HP24")
    sent_in("single-wall", line, 40, 12)
    sent_in("double-wall", line, 38, 0)
    assert done("ordering.recommend_packaging", RAE, sku="HP24").answer("status") == (
        "change_packaging"
    )


def test_without_two_cartons_there_is_nothing_to_compare():
    outcome = done("ordering.recommend_packaging", RAE, sku="PT-CTRL")
    assert outcome.answer("status") == "collect_more_data"


@pytest.mark.parametrize("damaged", [0, 5])
def test_equal_shares_are_chance_alone(damaged):
    assert chance(Arrived("a", 20, damaged), Arrived("b", 20, damaged)) == 1.0
