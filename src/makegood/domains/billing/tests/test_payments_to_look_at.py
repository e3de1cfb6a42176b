"""Payments that look like another, and cheques that are not paid in as they are (PMT-6, PMT-7)."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.core.runner import preview
from makegood.domains.billing.models import Payment
from makegood.domains.billing.tests.till import (
    ORDER,
    TOM,
    do,
    done,
    invoice,
    legs,
    pay_on_account,
    stand,
    usd,
)
from makegood.domains.ledger.tests.books import moved, posted

ASK: dict[str, JsonValue] = {"party": TOM, "order": ORDER, "amount": "120.00", "tender": "cheque"}


def take(rae: Actor, **other: JsonValue) -> Outcome:
    return do("billing.take_payment", rae, **(ASK | other))


def words(outcome: Outcome) -> str:
    return " ".join(one.text() for one in outcome.statements)


def test_the_same_amount_twice_on_one_day_is_taken_and_asked_about(rae: Actor) -> None:
    first = take(rae)
    assert "today too" not in words(first)
    second = take(rae)
    assert second.is_done
    number = first.answer("payment")
    assert f"Payment {number} took $120.00 today too. Was this meant once more?" in words(second)
    assert moved("1010") == usd("240.00")


@pytest.mark.parametrize("other", [{"amount": "120.01"}, {"order": "O-7042"}, {"party": "C-5"}])
def test_another_amount_order_or_payer_is_no_twin(rae: Actor, other: dict[str, JsonValue]) -> None:
    take(rae)
    assert "today too" not in words(take(rae, **other))


def test_as_much_on_the_next_day_is_no_twin(rae: Actor, standing_time: clock.StandingTime) -> None:
    take(rae)
    stand(standing_time, "2026-06-16")
    assert "today too" not in words(take(rae))


def test_what_was_paid_twice_from_a_bank_account_goes_back_after_ten_bank_days(rae: Actor) -> None:
    invoice("O-7001", "100.00", "2026-06-01")
    pay_on_account("100.00", "ach")
    twice = pay_on_account("100.00", "ach", captured_reference="ch_again")
    outcome = done("billing.refund_overpayment", rae, payment=twice)
    refund = str(outcome.answer("refund"))
    assert legs(refund) == [(f"{refund}/1", "ach", "100", "held")]
    assert (
        "What came by cheque or from a bank account goes back 10 bank days after it was paid"
        in words(outcome)
    )


def test_what_is_paid_on_account_beyond_what_is_open_is_told_before_it_is_taken(
    rae: Actor,
) -> None:
    invoice("O-7001", "100.00", "2026-06-01")
    ask: dict[str, JsonValue] = {"party": TOM, "tender": "cheque"}
    shown = preview("billing.take_payment", ask | {"amount": "160.00"}, actor=rae)
    assert "$60.00 stays on your account as a credit." in words(shown)
    exact = preview("billing.take_payment", ask | {"amount": "100.00"}, actor=rae)
    assert len(exact.statements) == len(shown.statements) - 1


def test_a_payment_of_a_thousand_millions_is_a_slip_of_the_pen(rae: Actor) -> None:
    before = posted()
    refused = take(rae, amount="1000000000.00")
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("PMT-8@2026-01-01",))
    assert "above $250,000.00 is taken for a slip of the pen" in words(refused)
    assert (posted(), Payment.objects.filter(order=ORDER).count()) == (before, 0)


def test_a_cheque_of_a_later_day_is_not_paid_in_before(rae: Actor) -> None:
    before = posted()
    refused = take(rae, cheque={"dated_on": "2026-06-16"})
    assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("PMT-7@2026-01-01",))
    assert words(refused) == (
        "This cheque is dated June 16, 2026, so it cannot be paid in before. Nothing was taken."
    )
    assert (posted(), Payment.objects.filter(order=ORDER).count()) == (before, 0)
    assert take(rae, cheque={"dated_on": "2026-06-15"}).is_done


def test_a_cheque_is_good_for_180_days(rae: Actor) -> None:
    assert "was good until June 14, 2026" in words(take(rae, cheque={"dated_on": "2025-12-16"}))
    assert take(rae, cheque={"dated_on": "2025-12-17"}).is_done


def test_a_cheque_that_says_it_settles_all_is_for_billing_control(rae: Actor) -> None:
    before = posted()
    refused = take(rae, cheque={"dated_on": "2026-06-15", "in_full": True})
    assert words(refused).startswith(
        "The cheque says that it settles all that is owed. Do not pay it in: open a case for "
        "billing control, with a copy of the cheque."
    )
    assert (refused.code, posted()) == (Code.POLICY_DENIED, before)


@pytest.mark.parametrize("cheque", [{}, {"dated_on": "soon"}, {"dated_on": "2026-06-31"}])
def test_what_is_no_day_on_a_cheque_is_an_invalid_ask(
    rae: Actor, cheque: dict[str, JsonValue]
) -> None:
    with pytest.raises(InvalidAsk):
        take(rae, cheque=cheque)
