"""The bank says whether a cheque was stopped in time, or cashed before."""

from __future__ import annotations

from datetime import timedelta

from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.domains.billing.tests.till import (
    TOM,
    done,
    leg_state,
    mails,
    refunded,
    travel,
    usd,
)
from makegood.domains.ledger.tests.books import moved, posted


def test_a_cheque_that_was_cashed_before_is_not_owed_again(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    before = posted()
    standing_time.at += timedelta(days=3)  # cashed at the bank; nobody here looked yet
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    worker.work_off()
    assert (leg_state(leg), posted(), moved("2310", party=TOM)) == ("settled", before, usd("0.00"))
    [mail] = mails("refund_cashed")
    assert "your cheque of $120.00 was cashed before it could be stopped" in str(
        mail.payload["body"]
    )
    assert mails("refund_stopped") == []


def test_the_answer_of_the_bank_counts_once(standing_time: clock.StandingTime, rae: Actor) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    worker.work_off()
    before = posted()
    for status in ("done", "declined"):  # told again, or otherwise
        receipt: dict[str, JsonValue] = {"status": status}
        told = done("billing.record_stop_result", effect_key=f"stop:{leg}", receipt=receipt)
        assert told.answer("state") == "failed"
    assert (posted(), len(mails("refund_stopped"))) == (before, 1)
