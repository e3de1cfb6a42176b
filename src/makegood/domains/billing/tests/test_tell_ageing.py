"""Billing control reads how old money is, and who does what with it by when (PMT-10, REF-13)."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    pay,
    pay_on_account,
    refunded,
    stand,
)
from makegood.domains.ordering.tests.cast import chat, nothing_changes


def told(rae: Actor) -> list[str]:
    return [one.text() for one in done("billing.tell_ageing", rae).statements]


def test_each_sum_is_told_with_its_age_and_what_comes_next(rae: Actor) -> None:
    leg = refunded("65.54", "card")
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    number = pay_on_account("50.00", "card")
    pay("80.00")
    assert told(rae) == [
        # 65.54 and 80.00 were paid for an order of which nothing is billed
        f"$145.54 of {TOM} (order:O-7041), since June 15, 2026: billing control looks at it by "
        "July 15, 2026, and puts it to something or gives it back.",
        f"$50.00 of {TOM} (payment:{number}), since June 15, 2026: on July 15, 2026 the customer "
        "is asked what it is for, by itself.",
        f"$65.54 of {TOM} (refund:{leg}), not taken since June 15, 2026: on March 16, 2029 we "
        "write once more, by itself.",
    ]
    lines = done("billing.tell_ageing", rae).answer("lines")
    assert isinstance(lines, list)
    assert [one["by"] for one in lines if isinstance(one, dict)] == [
        "billing_control", "timer", "timer",
    ]  # fmt: skip


def test_once_asked_it_is_said_when_it_goes_back(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    number = pay_on_account("50.00", "card")
    stand(standing_time, "2026-07-15")
    done("billing.ask_about_payment", payment=number)
    assert told(rae) == [
        f"$50.00 of {TOM} (payment:{number}), since June 15, 2026: on August 14, 2026 it goes back "
        "the way it was paid, by itself."
    ]


def test_where_nothing_waits_that_is_said_and_no_customer_reads_it(rae: Actor) -> None:
    assert told(rae) == ["No money of customers waits."]
    with nothing_changes():
        assert do("billing.tell_ageing", chat(TOM)).code is Code.NOT_AUTHORISED
