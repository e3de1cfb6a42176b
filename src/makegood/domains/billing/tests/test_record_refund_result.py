"""What the provider answers when it is asked to send money back."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.adapters.payments.simulated.faults import Fault, next_faults
from makegood.adapters.payments.simulated.models import Movement
from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing import queries
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.tests.till import (
    do,
    done,
    legs,
    on,
    pay_for_the_washer,
    refund_the_washer,
    travel,
    usd,
)

DONE: JsonValue = {"reference": "re_1", "status": "done"}


def test_the_receipt_says_that_it_is_on_its_way(standing_time: clock.StandingTime) -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    travel(standing_time, "2026-06-15")
    assert legs(refund)[1] == ("RF-9001/2", "card", "684.9", "sent")
    seen = queries.leg("RF-9001/2")
    assert seen is not None
    assert seen.sent_on == on("2026-06-15")
    assert RefundLeg.objects.get(number="RF-9001/2").reference == Movement.objects.get().reference


def test_a_timeout_after_the_refund_does_not_refund_twice(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    next_faults([Fault.TIMEOUT_AFTER, Fault.DELAY])
    refund_the_washer()
    travel(standing_time, "2026-06-16")
    movement = Movement.objects.get()
    assert (movement.key, movement.times_asked, movement.amount) == (
        "RF-9001/2", 2, usd("684.90"),
    )  # fmt: skip


def test_a_receipt_that_comes_twice_changes_nothing_the_second_time() -> None:
    pay_for_the_washer()
    refund_the_washer()
    late: JsonValue = {"reference": "re_2", "status": "declined"}
    for receipt in (DONE, late):
        told = done("billing.record_refund_result", effect_key="RF-9001/2", receipt=receipt)
        assert told.answer("state") == "sent"
    assert RefundLeg.objects.get(number="RF-9001/2").reference == "re_1"


def test_a_receipt_for_nothing_and_one_made_by_hand_are_refused(omar: Actor) -> None:
    pay_for_the_washer()
    refund_the_washer()
    unknown = do("billing.record_refund_result", effect_key="RF-9/1", receipt=DONE)
    by_hand = do("billing.record_refund_result", omar, effect_key="RF-9001/2", receipt=DONE)
    assert (unknown.code, by_hand.code) == (Code.NOT_FOUND, Code.NOT_AUTHORISED)
    assert legs("RF-9001")[1][3] == "queued"
