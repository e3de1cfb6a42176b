"""Looking at the provider, and not at our own rows."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.checks import Finding
from makegood.core.models import Effect
from makegood.domains.billing.jobs import payment_settled, refund_settled
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.tests.till import (
    pay,
    pay_for_the_washer,
    refund_the_washer,
    travel,
)


def test_what_the_provider_does_not_know_is_unknown_whatever_our_rows_say() -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    RefundLeg.objects.update(sent_at=clock.now())
    assert refund_settled(f"refund:{refund}") == (
        Finding.UNKNOWN, "RF-9001/2: the provider does not know it",
    )  # fmt: skip
    assert payment_settled("payment:P-9003")[0] is Finding.UNKNOWN


def test_pending_is_not_failed(standing_time: clock.StandingTime) -> None:
    pay_for_the_washer()
    number = pay("1.00", captured_reference=None)
    refund = refund_the_washer()
    travel(standing_time, "2026-06-15")
    assert refund_settled(f"refund:{refund}") == (Finding.UNKNOWN, "RF-9001/2: pending")
    assert payment_settled(f"payment:{number}") == (Finding.UNKNOWN, "pending")


def test_another_amount_at_the_provider_is_not_taken_for_ours(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    effect = Effect.objects.get(kind="payment.refund")
    effect.payload = {**effect.payload, "amount_cents": 6849}
    effect.save()
    travel(standing_time, "2026-06-18")
    assert refund_settled(f"refund:{refund}") == (
        Finding.UNKNOWN, "RF-9001/2: the provider says 68.49 USD instead of 684.90 USD",
    )  # fmt: skip


def test_a_refund_that_does_not_exist_has_failed() -> None:
    assert refund_settled("refund:RF-1")[0] is Finding.NO
