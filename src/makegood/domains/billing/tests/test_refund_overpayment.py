"""What was paid beyond what is owed goes back the way it came."""

from __future__ import annotations

from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    invoice,
    legs,
    pay_on_account,
    usd,
    waiting,
)
from makegood.domains.ledger.tests.books import moved, posted


def test_what_waits_of_a_card_goes_back_to_the_card_and_nothing_else(rae: Actor) -> None:
    invoice("O-7001", "40.00", "2026-06-01")
    number = pay_on_account("100.00", "card")
    outcome = done("billing.refund_overpayment", rae, payment=number)
    refund = str(outcome.answer("refund"))
    assert legs(refund) == [(f"{refund}/1", "card", "60", "queued")]
    assert (waiting(), moved("2310"), moved("1020")) == ({}, usd("0.00"), usd("40.00"))
    assert moved("1100", party=TOM) == usd("0.00")
    assert queries.refundable("O-7001") == usd("40.00")
    assert [promise.kind for promise in outcome.promises] == ["refund"]
    before = posted()
    again = do("billing.refund_overpayment", rae, payment=number)
    assert (again.status, posted()) == (Status.REFUSED, before)


def test_while_its_bank_asks_for_it_nothing_goes_back_beside(rae: Actor) -> None:
    number = pay_on_account("100.00", "card")
    done("billing.record_chargeback", rae, payment=number, amount="100.00", reference="DP-1",
         reason="not known")  # fmt: skip
    refused = do("billing.refund_overpayment", rae, payment=number)
    assert (refused.status, waiting()) == (Status.REFUSED, {number: "100.00"})
