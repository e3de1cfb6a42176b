"""A refund that a bank sends back: owed again, told the same day, kept in sight (AC33.2)."""

from __future__ import annotations

from makegood.adapters.payments.simulated.faults import Fault, next_faults
from makegood.core import clock, promises
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.domains.billing import queries
from makegood.domains.billing.tests.till import (
    ORDER,
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
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.tests.books import lines_of, moved


def test_AC33_2_a_refund_that_fails_on_day_3_is_owed_again_and_told_the_same_day(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    next_faults([Fault.SETTLE_FAILED])
    refund = refund_the_washer()
    travel(standing_time, "2026-06-17")
    assert [leg[3] for leg in legs(refund)] == ["settled", "sent"]
    assert mails("refund_failed") == []
    travel(standing_time, "2026-06-19")
    seen = queries.leg("RF-9001/2")
    assert seen is not None
    assert (seen.state, seen.failed_on, seen.failure) == (
        "failed", on("2026-06-18"), "account closed",
    )  # fmt: skip
    reversal = ledger.entries_of("refund:RF-9001/2")[0].reversed_by
    assert reversal is not None
    assert lines_of(reversal) == [("1020", "684.90"), ("2310", "-684.90")]
    assert moved("2310", party=TOM) == usd("-684.90")
    assert queries.refundable(ORDER) == usd("1079.39")
    to_tom, to_us = sorted(mails("refund_failed"), key=lambda mail: str(mail.payload["to"]))[::-1]
    assert to_tom.payload["to"] == "tom.gallagher@example.com"
    assert {clock.local(mail.queued_at).date() for mail in (to_tom, to_us)} == {on("2026-06-18")}
    assert "The bank sent back your refund of $684.90 (to: card)." in str(to_tom.payload["body"])
    assert to_us.payload["to"] == "billing.control@northvale.example.com"


def test_AC33_2_the_promise_stays_open_and_somebody_sees_what_waits(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    next_faults([Fault.SETTLE_FAILED])
    refund = refund_the_washer()
    travel(standing_time, "2026-06-19")
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert clock.local(promise.due_at).date() == on("2026-06-25")
    assert [leg.number for leg in queries.failed_legs()] == ["RF-9001/2"]
    assert state(refund) == "part_failed"
    assert [check.failed_at is not None for check in looks_at("RF-9001")] == [True]


def test_a_card_that_declines_the_refund_fails_it_at_once(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    next_faults([Fault.DECLINE])
    refund_the_washer()
    travel(standing_time, "2026-06-15")
    assert [leg.failure for leg in queries.failed_legs()] == ["card declined"]
    assert moved("2310", party=TOM) == usd("-684.90")
    assert len(mails("refund_failed")) == 2


def test_a_failure_is_recorded_once_however_often_it_is_reported(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    next_faults([Fault.SETTLE_FAILED])
    refund_the_washer()
    travel(standing_time, "2026-06-19")
    entries = moved("2310", party=TOM), len(mails("refund_failed"))
    again = done("billing.record_refund_failure", leg="RF-9001/2", reason="account closed")
    assert again.answer("was_open") is False
    assert (moved("2310", party=TOM), len(mails("refund_failed"))) == entries


def test_a_bank_may_send_money_back_even_after_it_had_arrived(
    standing_time: clock.StandingTime,
) -> None:
    pay_for_the_washer()
    refund = refund_the_washer()
    travel(standing_time, "2026-06-18")
    assert (state(refund), moved("1010")) == ("settled", usd("-684.90"))
    assert promises.open_promises(subject="refund:RF-9001") == []
    done("billing.record_refund_failure", leg="RF-9001/2", reason="account closed")
    assert moved("1010") == usd("0.00")
    assert moved("2310", party=TOM) == usd("-684.90")
    [promise] = promises.open_promises(subject="refund:RF-9001")
    assert clock.local(promise.due_at).date() == on("2026-06-30")


def test_an_unknown_leg_is_not_found_and_nobody_reports_a_failure_by_hand(
    omar: Actor, for_tom: Actor
) -> None:
    pay_for_the_washer()
    refund_the_washer()
    ask = {"leg": "RF-9001/2", "reason": "account closed"}
    assert do("billing.record_refund_failure", leg="RF-1/1", reason="x").code is Code.NOT_FOUND
    for actor in (omar, for_tom):
        assert do("billing.record_refund_failure", actor, **ask).code is Code.NOT_AUTHORISED
    assert queries.failed_legs() == []
