"""What the provider answers when it is asked to capture a payment."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import ORDER, do, done, mails, pay, usd
from makegood.domains.ledger.tests.books import moved, moved_balances

DONE: JsonValue = {"reference": "ch_1", "status": "done"}
NO: JsonValue = {"reference": "ch_1", "status": "declined", "reason": "card declined"}


def test_a_capture_is_posted_once_however_often_its_receipt_comes() -> None:
    number = pay("50.00", captured_reference=None)
    for receipt in (DONE, DONE, NO):
        recorded = done("billing.record_capture", effect_key=number, receipt=receipt)
        assert recorded.answer("state") == "captured"
    assert (queries.captured(ORDER), moved("1020")) == (usd("50.00"), usd("50.00"))
    assert mails("payment_declined") == []


def test_a_decline_is_told_once_and_cannot_be_refunded() -> None:
    number = pay("50.00", captured_reference=None)
    for receipt in (NO, NO, DONE):
        recorded = done("billing.record_capture", effect_key=number, receipt=receipt)
        assert recorded.answer("state") == "failed"
    assert (queries.refundable(ORDER), moved_balances()) == (usd("0.00"), {})
    assert len(mails("payment_declined")) == 1


def test_an_unknown_payment_is_not_found_and_nobody_captures_by_hand(omar: Actor) -> None:
    number = pay("50.00", captured_reference=None)
    assert do("billing.record_capture", effect_key="P-1", receipt=DONE).code is Code.NOT_FOUND
    by_hand = do("billing.record_capture", omar, effect_key=number, receipt=DONE)
    assert by_hand.code is Code.NOT_AUTHORISED
    assert queries.captured(ORDER) == usd("0.00")
