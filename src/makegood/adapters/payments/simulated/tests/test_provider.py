"""The simulated provider: once for each key, settled later, and wrong when it is told to be."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.adapters.payments.simulated.faults import Fault, clear_faults, next_faults
from makegood.adapters.payments.simulated.models import Movement
from makegood.adapters.payments.simulated.provider import simulator
from makegood.core import clock
from makegood.core.effects import Delivery, PermanentFailure, Receipt, TemporaryFailure
from makegood.core.money import Money
from makegood.domains.billing.ports import ProviderReport, ProviderState

pytestmark = pytest.mark.django_db
PAYLOAD: dict[str, JsonValue] = {
    "method": "card",
    "token": "tok_x",
    "amount_cents": 68490,
    "currency": "USD",
}


def ask(key: str = "RF-3001/2", kind: str = "payment.refund", **more: int) -> Receipt:
    return simulator.deliver(Delivery(key, kind, {**PAYLOAD, **more}, 1))


def report(key: str = "RF-3001/2") -> ProviderReport:
    found = simulator.report(key)
    assert found is not None
    return found


def test_money_is_moved_once_for_a_key() -> None:
    first, second = ask(), ask()
    assert first == second
    assert (first.details["status"], first.reference[:3]) == ("done", "re_")
    assert Movement.objects.get().times_asked == 2
    assert ask("RF-3001/3").reference != first.reference


def test_it_settles_after_two_days_of_the_companys_time(
    standing_time: clock.StandingTime,
) -> None:
    assert simulator.report("RF-3001/2") is None
    ask()
    with clock.standing_at("2026-06-17T11:59:59"):
        assert report().state is ProviderState.PENDING
    with clock.standing_at("2026-06-17"):
        assert (report().state, report().amount) == (ProviderState.SETTLED, Money(68490))
        assert report().fee == Money.zero()


def test_a_capture_costs_a_fee() -> None:
    ask("P-1", "payment.capture", amount_cents=81594)
    with clock.standing_at("2026-06-17"):
        assert report("P-1").fee == Money(2366)


@pytest.mark.parametrize(
    ("fault", "days", "state"),
    [
        (Fault.SETTLE_LATE, ("2026-06-23", "2026-06-24"), ProviderState.SETTLED),
        (Fault.SETTLE_FAILED, ("2026-06-17", "2026-06-18"), ProviderState.FAILED),
    ],
)
def test_it_can_settle_late_or_fail_days_later(
    fault: Fault, days: tuple[str, str], state: ProviderState
) -> None:
    next_faults([fault])
    assert ask().details["status"] == "done"
    with clock.standing_at(days[0]):
        assert report().state is ProviderState.PENDING
    with clock.standing_at(days[1]):
        assert report().state is state


def test_it_can_decline_and_the_report_says_so_at_once() -> None:
    next_faults([Fault.DECLINE])
    assert ask().details == {"status": "declined", "reason": "card declined"}
    assert (report().state, report().reason) == (ProviderState.FAILED, "card declined")


def test_a_slow_provider_did_nothing_and_one_that_times_out_did_it() -> None:
    next_faults([Fault.DELAY, Fault.TIMEOUT_AFTER])
    with pytest.raises(TemporaryFailure, match="nothing was done"):
        ask()
    assert Movement.objects.count() == 0
    with pytest.raises(TemporaryFailure, match="did not answer in time"):
        ask()
    assert Movement.objects.count() == 1
    assert ask().details["status"] == "done"


def test_faults_come_in_order_and_can_be_called_off() -> None:
    next_faults([Fault.ANSWER_TWICE, "decline", Fault.DELAY])
    ask("RF-1/1")
    assert Movement.objects.get().times_asked == 2
    assert ask("RF-1/2").details["status"] == "declined"
    clear_faults()
    assert ask("RF-1/3").details["status"] == "done"
    with pytest.raises(ValueError, match="explode"):
        next_faults(["explode"])


def test_nothing_is_no_amount() -> None:
    with pytest.raises(PermanentFailure):
        ask(amount_cents=0)
    assert Movement.objects.count() == 0
