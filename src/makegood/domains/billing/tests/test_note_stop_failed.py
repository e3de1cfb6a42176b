"""A cheque whose stop could not be asked for is out as before, and billing control hears of it."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.core.aftermath import after_giving_up
from makegood.core.models import Effect
from makegood.domains.billing.tests.till import do, done, leg_state, mails, refunded, travel
from makegood.domains.ledger.tests.books import posted
from makegood.handbook import book


def stopping(standing_time: clock.StandingTime, rae: Actor) -> str:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    return leg


def test_a_stop_that_gave_up_frees_the_cheque_and_billing_control_is_told(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = stopping(standing_time, rae)
    before, row = posted(), Effect.objects.get(key=f"stop:{leg}")
    row.dead_at = clock.now()
    row.save()
    after_giving_up(row, "nothing here does payment.stop", clock.now())
    worker.work_off()
    assert (leg_state(leg), posted()) == ("sent", before)
    [mail] = mails("stop_failed")
    assert mail.payload["to"] == book().company.department("billing_control").contact
    assert "nothing here does payment.stop" in str(mail.payload["body"])
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    worker.work_off()
    assert leg_state(leg) == "failed"


def test_what_the_bank_answered_before_stays(standing_time: clock.StandingTime, rae: Actor) -> None:
    leg = stopping(standing_time, rae)
    worker.work_off()
    told = done("billing.note_stop_failed", effect_key=f"stop:{leg}", reason="late")
    assert (told.answer("state"), mails("stop_failed")) == ("failed", [])
    refused = do("billing.note_stop_failed", rae, effect_key=f"stop:{leg}", reason="late")
    assert refused.code == "not_authorised"
