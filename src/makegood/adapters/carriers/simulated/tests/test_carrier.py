"""The simulated carrier keeps its word, and breaks it only when it is told to."""

import pytest

from makegood.adapters.carriers.simulated.carrier import carrier
from makegood.adapters.carriers.simulated.faults import Fault, next_faults
from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, TemporaryFailure

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
        assert carrier.track(tracking) == []
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


def test_a_voided_label_leads_nowhere():
    with clock.standing_at("2026-06-15"):
        tracking = str(carrier.deliver(asked()).details["tracking"])
        assert carrier.deliver(asked("carrier.void")).details == {"voided": 1}
    with clock.standing_at("2026-06-18"):
        assert carrier.track(tracking) == []
