"""A payment that a bank takes back: owed again, with its fee, once (J27, AC14.5)."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.tests.test_send_receipt import receipt
from makegood.domains.billing.tests.till import (
    ORDER,
    do,
    done,
    invoice,
    load,
    mails,
    much,
    owing,
    pay,
    pay_on_account,
    usd,
    waiting,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved, posted


def test_AC14_5_a_returned_cheque_is_owed_again_with_the_fee_and_its_receipt_is_void(
    rae: Actor,
) -> None:
    invoice(ORDER, "150.00", "2026-06-01")
    number = pay("150.00", "cheque")
    assert owing() == {}
    outcome = done("billing.record_returned_payment", rae, payment=number, reason="no funds",
                   bank_fee="12.00")  # fmt: skip
    assert much(outcome, "owed_again") == "150.00"
    assert owing() == {f"order:{ORDER}": "150.00", f"fee:{number}": "25.00"}
    assert [lines_of(one.number) for one in ledger.entries_of(f"payment:{number}")] == [
        [("1010", "150.00"), ("1100", "-150.00")],
        [("1100", "150.00"), ("1010", "-150.00")],
        [("1100", "25.00"), ("4210", "-25.00")],
        [("5950", "12.00"), ("1010", "-12.00")],
    ]
    [mail] = mails("payment_returned")
    assert "$25.00 is charged for it, once" in str(mail.payload["body"])
    seen = queries.payment(number)
    assert seen is not None
    assert seen.state == "returned"
    assert queries.captured(ORDER) == queries.refundable(ORDER) == usd("0.00")
    assert "the receipt is void" in receipt(rae, number)


def test_it_is_returned_once(rae: Actor) -> None:
    number = pay("150.00", "ach", token="tok_gallagher_4242", captured_reference="ch_1")
    done("billing.record_returned_payment", rae, payment=number, reason="no funds")
    before = posted()
    again = do("billing.record_returned_payment", rae, payment=number, reason="no funds")
    assert (again.status, posted()) == (Status.REFUSED, before)


def test_what_a_payment_on_account_had_paid_is_open_again_and_fees_are_paid_last(
    rae: Actor,
) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    number = pay_on_account("100.00", "money_order")
    assert waiting() == {number: "60.00"}
    done("billing.record_returned_payment", rae, payment=number, reason="stop payment")
    assert (owing(), waiting()) == ({"order:O-7001": "40.00", f"fee:{number}": "25.00"}, {})
    assert moved("1010") == usd("0.00")
    pay_on_account("50.00", "cash")
    assert owing() == {f"fee:{number}": "15.00"}


def test_a_deposit_that_did_not_hold_is_no_longer_held(rae: Actor) -> None:
    number = pay("228.99", "cheque", purpose="deposit")
    done("billing.record_returned_payment", rae, payment=number, reason="no funds")
    assert queries.deposits_held("C-6") == {}
    assert moved("2100") == usd("0.00")


@pytest.mark.parametrize("tender", ["card", "cash", "gift"])
def test_no_bank_returns_so_what_was_paid_otherwise(rae: Actor, tender: str) -> None:
    load("100.00")
    more = {"token": "GC-TEST-26MX"} if tender == "gift" else {}
    number = pay("50.00", tender, **more)
    before = posted()
    refused = do("billing.record_returned_payment", rae, payment=number, reason="no funds")
    assert (refused.status, posted()) == (Status.REFUSED, before)
