"""A refund that is late: our people ask the bank, the customer is told, it is looked at again."""

from __future__ import annotations

from makegood.adapters.payments.simulated.faults import Fault, next_faults
from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    legs,
    looks_at,
    mails,
    on,
    pay_for_the_washer,
    refund_the_washer,
    state,
    travel,
    usd,
)
from makegood.domains.ledger.tests.books import moved


def test_a_late_refund_is_chased_and_never_sent_twice(standing_time: clock.StandingTime) -> None:
    pay_for_the_washer()
    next_faults([Fault.SETTLE_LATE])
    refund = refund_the_washer()
    travel(standing_time, "2026-06-19")
    assert mails("refund_late") == []
    travel(standing_time, "2026-06-21")
    to_us, to_tom = sorted(mails("refund_late"), key=lambda mail: str(mail.payload["to"]))
    assert clock.local(to_tom.queued_at).date() == on("2026-06-20")
    assert "$684.90 has not arrived yet: card." in str(to_tom.payload["body"])
    assert "RF-9001/2: 684.90 USD (card)" in str(to_us.payload["body"])
    assert legs(refund)[1][3] == "sent"
    assert moved("2310", party=TOM) == usd("0.00")
    travel(standing_time, "2026-06-25")
    assert state(refund) == "settled"
    assert [row.passed_at is not None for row in looks_at("RF-9001").order_by("pk")] == [
        False,
        True,
    ]
    assert len(mails("refund_late")) == 2


def test_it_is_chased_five_times_and_then_left_to_people(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    refund_the_washer()
    for day in range(5):
        looks_at("RF-9001").update(failed_at=clock.now())
        done("billing.chase_refund", subject="refund:RF-9001", finding=f"pending {day}")
    assert looks_at("RF-9001").filter(failed_at=None).count() == 0
    assert len(mails("refund_late")) == 10


def test_nothing_is_chased_when_everything_arrived(standing_time: clock.StandingTime) -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    travel(standing_time, "2026-06-18")
    chased = done("billing.chase_refund", subject=f"refund:{refund}", finding="pending")
    assert (chased.answer("late"), mails("refund_late")) == ([], [])
    assert looks_at("RF-9001").count() == 1


def test_an_unknown_refund_is_not_found_and_no_machine_chases(for_tom: Actor) -> None:
    ask = {"subject": "refund:RF-1", "finding": "pending"}
    assert do("billing.chase_refund", **ask).code is Code.NOT_FOUND
    assert do("billing.chase_refund", for_tom, **ask).code is Code.NOT_AUTHORISED
    assert queries.failed_legs() == []
