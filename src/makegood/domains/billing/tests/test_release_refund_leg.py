"""What was paid by cheque goes back when the cheque is certain: after ten bank days (REF-10)."""

from __future__ import annotations

from makegood.adapters.payments.simulated.models import Movement
from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Promise
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    done,
    leg_state,
    mails,
    on,
    owe,
    pay,
    refunded,
    send_back,
    travel,
    usd,
)
from makegood.domains.ledger.tests.books import moved


def test_a_refund_of_a_fresh_cheque_waits_ten_bank_days_and_is_promised_after_them(
    standing_time: clock.StandingTime,
) -> None:
    leg = refunded("150.00")
    assert leg_state(leg) == "held"
    # Seven working days after June 30, July 3 being kept as a holiday.
    assert clock.local(Promise.objects.get(kind="refund").due_at).date() == on("2026-07-10")
    travel(standing_time, "2026-06-29")  # 06-19 is Juneteenth, so 06-30 is the tenth bank day
    assert (leg_state(leg), Movement.objects.count()) == ("held", 0)
    travel(standing_time, "2026-06-30")
    assert (leg_state(leg), Movement.objects.get().method) == ("sent", "cheque")
    assert mails("refund_late") == []
    travel(standing_time, "2026-07-02")
    assert leg_state(leg) == "settled"
    assert Promise.objects.get(kind="refund").kept_at is not None


def test_a_cheque_of_long_ago_goes_back_at_once(standing_time: clock.StandingTime) -> None:
    pay("150.00", "cheque")
    travel(standing_time, "2026-06-30")
    refund = str(send_back(owe("150.00")).answer("refund"))
    assert leg_state(f"{refund}/1") == "queued"


def test_a_cheque_that_bounces_meanwhile_is_stopped_first_and_nothing_is_sent(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = refunded("150.00", number="P-9001")
    done("billing.stop_refund", rae, leg=leg, reason="Cheque returned")
    done("billing.record_returned_payment", rae, payment="P-9001", reason="no funds")
    travel(standing_time, "2026-07-15")
    assert (leg_state(leg), Movement.objects.count()) == ("failed", 0)
    assert moved("1010") == usd("0.00")
    assert moved("2310", party="C-6") == usd("-150.00")


def test_to_release_what_was_released_already_sends_nothing_twice(
    standing_time: clock.StandingTime,
) -> None:
    leg = refunded("150.00")
    for released in (True, False):
        outcome = done("billing.release_refund_leg", leg=leg)
        assert outcome.answer("released") is released
    travel(standing_time, "2026-07-01")
    assert Movement.objects.get().times_asked == 1
    assert queries.refundable("O-7041") == usd("0.00")
