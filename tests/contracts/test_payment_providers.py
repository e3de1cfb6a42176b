"""What every payment provider must hold, whoever it is: the simulator and Stripe alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta

import pytest
from pydantic import JsonValue

from makegood.adapters.payments.simulated.faults import Fault, next_faults
from makegood.adapters.payments.simulated.provider import SimulatedPayments, simulator
from makegood.adapters.payments.stripe.provider import StripePayments
from makegood.adapters.payments.stripe.tests.stripe_as_recorded import StripeAsRecorded
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.models import Effect
from makegood.core.money import Money
from makegood.domains.billing.ports import ProviderReport, ProviderState

pytestmark = pytest.mark.django_db
PAYMENT: dict[str, JsonValue] = {
    "order": "O-1041", "method": "card", "token": "pm_card_visa", "amount_cents": 81594,
    "currency": "USD",
}  # fmt: skip


class Outside(ABC):
    """A provider, and what can be made to happen to it."""

    provider: SimulatedPayments | StripePayments

    @abstractmethod
    def decline(self) -> None: ...

    @abstractmethod
    def be_slow(self) -> None: ...

    @abstractmethod
    def lose_the_answer(self) -> None: ...

    @abstractmethod
    def settle(self) -> None: ...

    @abstractmethod
    def fail_refunds(self) -> None: ...

    def ask(self, key: str, kind: str, attempt: int = 1, **more: JsonValue) -> Receipt:
        """Have money moved, and keep the receipt as the outbox does."""
        receipt = self.provider.deliver(Delivery(key, kind, {**PAYMENT, **more}, attempt))
        kept = {"reference": receipt.reference, **receipt.details}
        now = clock.now()
        Effect.objects.update_or_create(
            key=key,
            defaults={"kind": kind, "payload": {}, "act": "A", "queued_at": now,
                      "next_try_at": now, "delivered_at": now, "receipt": kept},
        )  # fmt: skip
        return receipt

    def pay(self, key: str = "P-5003", attempt: int = 1, **more: JsonValue) -> Receipt:
        return self.ask(key, "payment.capture", attempt, **more)

    def give_back(self, on: str, key: str = "RF-3001/2", cents: int = 68490) -> Receipt:
        return self.ask(key, "payment.refund", on=on, amount_cents=cents)

    def hold(self, key: str = "hold:X-1") -> Receipt:
        return self.ask(key, "payment.hold")

    def let_go(self, hold: str = "hold:X-1", attempt: int = 1) -> Receipt:
        return self.ask("release:X-1", "payment.release", attempt, on=hold)

    def report(self, key: str) -> ProviderReport:
        found = self.provider.report(key)
        assert found is not None
        return found


class Simulated(Outside):
    def __init__(self, standing: clock.StandingTime) -> None:
        self.provider, self._standing = simulator, standing

    def decline(self) -> None:
        next_faults([Fault.DECLINE])

    def be_slow(self) -> None:
        next_faults([Fault.DELAY])

    def lose_the_answer(self) -> None:
        next_faults([Fault.TIMEOUT_AFTER])

    def settle(self) -> None:
        self._standing.at += timedelta(days=5)

    def fail_refunds(self) -> None:
        next_faults([Fault.SETTLE_FAILED])


class Stripe(Outside):
    def __init__(self) -> None:
        self._outside = StripeAsRecorded()
        self.provider = StripePayments("sk_test_only", "northvale", transport=self._outside)

    def decline(self) -> None:
        self._outside.faults.append("declined")

    def be_slow(self) -> None:
        self._outside.faults.append("rate_limited")

    def lose_the_answer(self) -> None:
        self._outside.faults.append("lost")

    def settle(self) -> None:
        self._outside.is_available = True
        if self._outside.refund_status == "pending":
            self._outside.refund_status = "succeeded"

    def fail_refunds(self) -> None:
        self._outside.refund_status = "failed"


@pytest.fixture(params=["simulated", "stripe"])
def outside(request: pytest.FixtureRequest, standing_time: clock.StandingTime) -> Outside:
    return Simulated(standing_time) if request.param == "simulated" else Stripe()


def test_money_is_moved_once_for_a_key(outside: Outside) -> None:
    first, second = outside.pay(), outside.pay()
    assert first == second
    assert first.details["status"] == "done"
    assert outside.pay("P-5004").reference != first.reference


def test_what_was_never_asked_for_is_not_known(outside: Outside) -> None:
    assert outside.provider.report("P-9") is None


def test_a_payment_settles_whole_with_its_fee(outside: Outside) -> None:
    reference = outside.pay().reference
    assert outside.report("P-5003").state is ProviderState.PENDING
    outside.settle()
    report = outside.report("P-5003")
    assert (report.state, report.reference) == (ProviderState.SETTLED, reference)
    assert report.amount == Money(81594)
    assert Money.zero() < report.fee < Money(5000)


def test_a_decline_is_an_answer_and_takes_nothing(outside: Outside) -> None:
    outside.decline()
    receipt = outside.pay()
    assert receipt.details["status"] == "declined"
    assert receipt.details["reason"]
    report = outside.report("P-5003")
    assert (report.state, bool(report.reason)) == (ProviderState.FAILED, True)


def test_a_slow_provider_is_asked_again_and_then_moves_it_once(outside: Outside) -> None:
    outside.be_slow()
    with pytest.raises(TemporaryFailure):
        outside.pay()
    assert outside.pay(attempt=2).details["status"] == "done"


def test_an_answer_that_was_lost_is_not_paid_for_twice(outside: Outside) -> None:
    outside.lose_the_answer()
    with pytest.raises(TemporaryFailure):
        outside.pay()
    again = outside.pay(attempt=2)
    assert again == outside.pay(attempt=3)


def test_a_refund_goes_back_on_its_payment_and_settles(outside: Outside) -> None:
    receipt = outside.give_back(outside.pay().reference)
    assert receipt.reference.startswith("re_")
    assert outside.report("RF-3001/2").state is ProviderState.PENDING
    outside.settle()
    report = outside.report("RF-3001/2")
    assert (report.state, report.amount, report.fee) == (
        ProviderState.SETTLED, Money(68490), Money.zero(),
    )  # fmt: skip


def test_a_refund_can_fail_days_later_and_says_why(outside: Outside) -> None:
    reference = outside.pay().reference
    outside.fail_refunds()
    outside.give_back(reference)
    outside.settle()
    report = outside.report("RF-3001/2")
    assert (report.state, bool(report.reason)) == (ProviderState.FAILED, True)


def test_money_is_held_on_a_card_and_let_go_again_once(outside: Outside) -> None:
    held = outside.hold()
    assert held.details["status"] == "done"
    assert outside.hold() == held
    outside.lose_the_answer()
    with pytest.raises(TemporaryFailure):
        outside.let_go()
    assert outside.let_go(attempt=2).details["status"] == "done"


def test_a_hold_that_the_bank_declines_is_an_answer(outside: Outside) -> None:
    outside.decline()
    receipt = outside.hold()
    assert (receipt.details["status"], bool(receipt.details["reason"])) == ("declined", True)


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_is_no_amount(outside: Outside, cents: int) -> None:
    with pytest.raises(PermanentFailure):
        outside.pay(amount_cents=cents)
