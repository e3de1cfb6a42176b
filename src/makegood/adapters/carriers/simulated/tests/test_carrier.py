"""The simulated carrier keeps its word, and breaks it only when it is told to."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from makegood.adapters.carriers.simulated.carrier import carrier, carriers
from makegood.adapters.carriers.simulated.faults import Fault, next_faults
from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, TemporaryFailure
from makegood.domains.ordering.ports import CarrierAway, Parcel

PARCEL = Parcel(
    grams=6_400, has_appliance=False, has_lithium=False, to_post_box=False, needs_signature=False
)
pytestmark = pytest.mark.django_db


def asked(kind="carrier.label", number="R-2001"):
    payload = {"return_number": number, "service": "drop_off", "paid_by": "customer"}
    return Delivery(f"{kind}:{number}", kind, payload, attempt=1)


def test_the_same_key_gets_the_same_label():
    first, second = carrier.deliver(asked()), carrier.deliver(asked())
    assert first == second
    assert Label.objects.count() == 1


def test_an_answer_that_got_lost_makes_no_second_label():
    next_faults([Fault.TWICE])
    with pytest.raises(TemporaryFailure):
        carrier.deliver(asked())
    carrier.deliver(asked())
    assert Label.objects.count() == 1


def test_a_slow_carrier_is_asked_again_and_an_unwilling_one_is_not():
    next_faults([Fault.DELAY, Fault.FAIL])
    with pytest.raises(TemporaryFailure):
        carrier.deliver(asked())
    with pytest.raises(PermanentFailure):
        carrier.deliver(asked())
    assert Label.objects.count() == 0


def test_a_parcel_is_followed_day_by_day():
    with clock.standing_at("2026-06-15"):
        tracking = str(carrier.deliver(asked()).details["tracking"])
        assert carrier.track(tracking) == ()
    with clock.standing_at("2026-06-17"):
        assert [seen.event for seen in carrier.track(tracking)] == ["picked_up", "in_transit"]
    with clock.standing_at("2026-06-18"):
        assert carrier.track(tracking)[-1].event == "delivered"


def test_a_lost_parcel_is_seen_no_more():
    next_faults([Fault.LOST])
    with clock.standing_at("2026-06-15"):
        tracking = str(carrier.deliver(asked()).details["tracking"])
    with clock.standing_at("2026-07-15"):
        assert [seen.event for seen in carrier.track(tracking)] == ["picked_up"]


def test_of_a_damaged_parcel_the_proof_of_delivery_says_so():
    next_faults([Fault.DAMAGED])
    with clock.standing_at("2026-06-15"):
        tracking = str(carrier.deliver(asked()).details["tracking"])
    with clock.standing_at("2026-06-18"):
        assert carrier.track(tracking)[-1].event == "delivered_damaged"


def test_a_voided_label_leads_nowhere():
    with clock.standing_at("2026-06-15"):
        tracking = str(carrier.deliver(asked()).details["tracking"])
        assert carrier.deliver(asked("carrier.void")).details == {"voided": 1}
    with clock.standing_at("2026-06-18"):
        assert carrier.track(tracking) == ()


def asked_of(name, parcel=PARCEL):
    rates = {one.name: one for one in carriers()}[name].rates(parcel)
    return {one.code: (str(one.price), one.days) for one in rates}


def test_each_carrier_asks_by_begun_kilogram_and_for_a_signature():
    assert asked_of("Meridian Freight") == {"MF-GROUND": ("11.05 USD", 3)}
    assert asked_of("Kestrel Parcel") == {
        "KP-ECONOMY": ("7.30 USD", 5), "KP-AIR": ("38.20 USD", 1),
    }  # fmt: skip
    signed = replace(PARCEL, needs_signature=True)
    assert asked_of("Meridian Freight", signed) == {"MF-GROUND": ("15.55 USD", 3)}


def test_a_carrier_takes_no_more_than_its_services_do():
    heavy = replace(PARCEL, grams=20_001)
    assert asked_of("Kestrel Parcel", heavy) == {}
    assert list(asked_of("Kestrel Parcel", replace(PARCEL, to_post_box=True))) == ["KP-ECONOMY"]
    washer = replace(PARCEL, grams=78_000, has_appliance=True)
    assert list(asked_of("Meridian Freight", washer)) == ["MF-HOME", "MF-HOME-FAST"]


def test_a_carrier_that_is_slow_is_away_and_one_that_is_unwilling_asks_nothing():
    next_faults([Fault.DELAY, Fault.FAIL])
    with pytest.raises(CarrierAway):
        carrier.rates(PARCEL)
    assert carrier.rates(PARCEL) == ()
    assert len(carrier.rates(PARCEL)) == 1


def test_a_label_on_its_way_out_bears_its_own_carrier_and_arrives_after_its_days():
    payload: dict[str, JsonValue] = {
        "carriage": "CG-1001", "carrier": "Kestrel Parcel", "service": "KP-ECONOMY",
        "paid_by": "sender", "to": ["Tom Gallagher", "14 Mill Road", "Harlow, XM 55502", "US"],
    }  # fmt: skip
    with clock.standing_at("2026-06-15"):
        made = carrier.deliver(Delivery("label:CG-1001", "carrier.label", payload, attempt=1))
    assert (made.details["carrier"], made.details["tracking"]) == ("Kestrel Parcel", "KP2606151001")
    with clock.standing_at("2026-06-20"):
        last = carrier.track("KP2606151001")[-1]
    assert (last.event, last.place) == ("delivered", "Harlow, XM 55502")
