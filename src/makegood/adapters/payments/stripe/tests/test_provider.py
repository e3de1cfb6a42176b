"""Stripe, spoken to as its documentation says; the port's own rules are tests/contracts'."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from pydantic import JsonValue

from makegood.adapters.payments.stripe.provider import VERSION, StripePayments
from makegood.adapters.payments.stripe.tests.stripe_as_recorded import StripeAsRecorded
from makegood.core.effects import Delivery, PermanentFailure, TemporaryFailure

CARD: dict[str, JsonValue] = {
    "order": "O-1041", "method": "card", "token": "pm_card_visa", "amount_cents": 81594,
    "currency": "USD",
}  # fmt: skip
BACK = {**CARD, "on": "pi_3MtwBwLkdIwHu7ix28a3tqPa", "amount_cents": 68490}


@pytest.fixture
def outside() -> StripeAsRecorded:
    return StripeAsRecorded()


@pytest.fixture
def stripe(outside: StripeAsRecorded) -> StripePayments:
    return StripePayments("sk_test_only", "northvale", transport=outside)


def capture(attempt: int = 1, **more: JsonValue) -> Delivery:
    return Delivery("P-5003", "payment.capture", {**CARD, **more}, attempt)


def refund(attempt: int = 1, **more: JsonValue) -> Delivery:
    return Delivery("RF-3001/2", "payment.refund", {**BACK, **more}, attempt)


def test_a_capture_is_asked_for_as_documented(
    stripe: StripePayments, outside: StripeAsRecorded
) -> None:
    stripe.deliver(capture())
    (asked,) = outside.asked
    assert (asked.method, str(asked.url)) == ("POST", "https://api.stripe.com/v1/payment_intents")
    assert asked.headers["Authorization"] == "Bearer sk_test_only"
    assert (asked.headers["Stripe-Version"], asked.headers["Idempotency-Key"]) == (
        VERSION, "northvale/P-5003",
    )  # fmt: skip
    assert {name: value[0] for name, value in parse_qs(asked.content.decode()).items()} == {
        "amount": "81594", "currency": "usd", "payment_method": "pm_card_visa",
        "payment_method_types[]": "card", "confirm": "true", "off_session": "true",
        "description": "O-1041", "metadata[key]": "northvale/P-5003",
    }  # fmt: skip


@pytest.mark.parametrize("delivery", [capture(attempt=2), refund(attempt=2)], ids=["pi", "re"])
def test_an_answer_that_was_lost_is_looked_for_before_anything_is_asked_again(
    stripe: StripePayments, outside: StripeAsRecorded, delivery: Delivery
) -> None:
    outside.faults.append("lost")
    with pytest.raises(TemporaryFailure):
        stripe.deliver(Delivery(delivery.key, delivery.kind, delivery.payload, 1))
    outside.kept.clear()  # a day later Stripe has forgotten the key
    receipt = stripe.deliver(delivery)
    assert (receipt.details["status"], len(outside.objects)) == ("done", 1)
    assert [one.method for one in outside.asked] == ["POST", "GET"]


def test_what_stripe_refuses_for_good_is_not_tried_again(
    stripe: StripePayments, outside: StripeAsRecorded
) -> None:
    outside.faults.append("already_refunded")
    with pytest.raises(PermanentFailure, match="has already been refunded"):
        stripe.deliver(refund())


@pytest.mark.parametrize(
    ("delivery", "told"),
    [
        (capture(method="cash"), "captures no cash"),
        (refund(method="cheque"), "sends no cheque"),
        (refund(on="ch_1041"), "no payment that Stripe captured"),
        (refund(on=""), "nothing is no payment"),
    ],
)
def test_what_stripe_cannot_do_is_never_asked_of_it(
    stripe: StripePayments, outside: StripeAsRecorded, delivery: Delivery, told: str
) -> None:
    with pytest.raises(PermanentFailure, match=told):
        stripe.deliver(delivery)
    assert outside.asked == []


def test_no_secret_stands_in_what_goes_wrong(
    stripe: StripePayments, outside: StripeAsRecorded
) -> None:
    outside.faults.append("unreachable")
    with pytest.raises(TemporaryFailure) as fault:
        stripe.deliver(capture())
    assert "sk_test_only" not in str(fault.value)
