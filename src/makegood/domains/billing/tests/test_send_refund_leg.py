"""Sending one part of a refund."""

from __future__ import annotations

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing.models import RefundLeg
from makegood.domains.billing.tests.till import (
    ORDER,
    do,
    legs,
    load,
    pay_for_the_washer,
    refund_the_washer,
    usd,
)
from makegood.domains.ledger.tests.books import moved


def test_a_part_for_a_gift_card_is_on_it_at_once() -> None:
    pay_for_the_washer()
    assert legs(refund_the_washer()) == [
        ("RF-9001/1", "gift", "65.54", "settled"), ("RF-9001/2", "card", "684.9", "queued"),
    ]  # fmt: skip
    held = RefundLeg.objects.get(number="RF-9001/1").tender_account
    assert held is not None
    assert moved("2300", about=held.ref) == usd("-65.54")
    assert load("10.00") == held.number


def test_a_refund_or_a_payment_that_does_not_exist_is_not_found() -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    ask = {"amount": "1.00"}
    assert do("billing.send_refund_leg", refund="RF-1", payment="P-9003", **ask).code is (
        Code.NOT_FOUND
    )
    assert do("billing.send_refund_leg", refund=refund, payment="P-1", **ask).code is (
        Code.NOT_FOUND
    )


def test_nobody_sends_a_part_by_itself(omar: Actor, for_tom: Actor) -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    for actor in (omar, for_tom):
        sent = do("billing.send_refund_leg", actor, refund=refund, payment="P-9003", amount="1.00")
        assert sent.code is Code.NOT_AUTHORISED
    assert RefundLeg.objects.filter(refund__order=ORDER).count() == 2
