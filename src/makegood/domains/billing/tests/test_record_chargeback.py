"""A bank that takes a payment back."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import Outcome, Status
from makegood.domains.billing import queries
from makegood.domains.billing.models import Chargeback
from makegood.domains.billing.tests.till import ORDER, do, pay, pay_for_the_washer, usd


def dispute(actor: Actor, payment: str, amount: str, reference: str = "DP-1") -> Outcome:
    ask = {"payment": payment, "amount": amount, "reference": reference, "reason": "not as shown"}
    return do("billing.record_chargeback", actor, **ask)


def test_a_chargeback_is_recorded_and_seen_at_the_order(rae: Actor) -> None:
    pay_for_the_washer()
    assert dispute(rae, "P-9003", "815.94").answer("chargeback") == "CB-9001"
    [seen] = queries.open_chargebacks(ORDER)
    assert (seen.number, seen.payment, seen.amount) == ("CB-9001", "P-9003", usd("815.94"))


def test_the_same_dispute_is_recorded_once(rae: Actor) -> None:
    pay_for_the_washer()
    dispute(rae, "P-9003", "815.94")
    assert dispute(rae, "P-9003", "815.94").code is Code.POLICY_DENIED
    assert dispute(rae, "P-9001", "228.99", "DP-2").status is Status.DONE
    assert Chargeback.objects.filter(payment__order=ORDER).count() == 2


@pytest.mark.parametrize(("amount", "code"), [("815.94", None), ("815.95", Code.POLICY_DENIED)])
def test_no_more_than_was_paid_can_be_taken_back(
    rae: Actor, amount: str, code: Code | None
) -> None:
    pay_for_the_washer()
    assert dispute(rae, "P-9003", amount).code is code


def test_what_was_never_captured_cannot_be_taken_back(rae: Actor) -> None:
    payment = pay("10.00", captured_reference=None)
    assert dispute(rae, payment, "10.00").code is Code.POLICY_DENIED


def test_an_unknown_payment_is_not_found_and_noor_records_nothing(rae: Actor, noor: Actor) -> None:
    pay_for_the_washer()
    assert dispute(rae, "P-1", "1.00").code is Code.NOT_FOUND
    assert dispute(noor, "P-9003", "1.00").code is Code.NOT_AUTHORISED
    assert Chargeback.objects.filter(payment__order=ORDER).count() == 0
