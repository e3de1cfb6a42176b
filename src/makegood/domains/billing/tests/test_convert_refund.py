"""Money becomes store credit only when the customer wants it so, and then it is more (REF-12)."""

from __future__ import annotations

from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    leg_state,
    legs,
    much,
    refunded,
    usd,
)
from makegood.domains.ledger.tests.books import moved, moved_balances, posted


def test_a_waiting_refund_becomes_store_credit_with_five_percent_more(rae: Actor) -> None:
    leg = refunded("150.00")
    outcome = done("billing.convert_refund", rae, leg=leg, customer_agreed=True)
    assert (much(outcome, "bonus"), much(outcome, "balance")) == ("7.50", "157.50")
    refund = leg.partition("/")[0]
    assert [(tender, state) for _, tender, _, state in legs(refund)] == [
        ("cheque", "reissued"), ("store_credit", "settled"),
    ]  # fmt: skip
    assert queries.stored_value(TOM) == usd("157.50")
    assert moved("5200") == usd("7.50")
    assert (moved("2310"), moved("2300"), moved("1010")) == (
        usd("0.00"), usd("-157.50"), usd("150.00"),
    )  # fmt: skip


def test_it_is_asked_and_never_done_against_the_customers_will(rae: Actor) -> None:
    leg, before = refunded("150.00"), posted()
    assert do("billing.convert_refund", rae, leg=leg).status is Status.NEEDS_INFO
    no = do("billing.convert_refund", rae, leg=leg, customer_agreed=False)
    assert (no.status, posted(), leg_state(leg)) == (Status.REFUSED, before, "held")


def test_what_went_back_to_a_card_is_not_paid_a_second_time(rae: Actor) -> None:
    leg, before = refunded("150.00", "card"), moved_balances()
    refused = do("billing.convert_refund", rae, leg=leg, customer_agreed=True)
    assert (refused.status, moved_balances()) == (Status.REFUSED, before)


def test_what_a_bank_sent_back_can_be_taken_as_store_credit(rae: Actor) -> None:
    leg = refunded("150.00", "card")
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    done("billing.convert_refund", rae, leg=leg, customer_agreed=True)
    assert (leg_state(leg), queries.stored_value(TOM)) == ("reissued", usd("157.50"))


def test_more_than_may_be_given_without_asking_waits_for_a_second_person(rae: Actor) -> None:
    leg = refunded("2400.00")
    waits = do("billing.convert_refund", rae, leg=leg, customer_agreed=True)
    assert (waits.status, leg_state(leg)) == (Status.PENDING_APPROVAL, "held")
