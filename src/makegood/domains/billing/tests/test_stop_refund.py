"""A refund that waits, or a cheque that was lost, is stopped, owed again and sent anew."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    leg_state,
    legs,
    mails,
    refunded,
    travel,
    usd,
)
from makegood.domains.ledger.tests.books import moved, posted


def test_a_lost_cheque_is_stopped_and_issued_again(
    standing_time: clock.StandingTime, rae: Actor, omar: Actor
) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    assert leg_state(leg) == "sent"
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    assert (leg_state(leg), moved("2310", party=TOM)) == ("stopping", usd("0.00"))
    assert do("billing.reissue_refund", omar, leg=leg, to="same_tender").status is Status.REFUSED
    worker.work_off()  # the bank stops it
    assert leg_state(leg) == "failed"
    assert (moved("2310", party=TOM), moved("1010")) == (usd("-120.00"), usd("0.00"))
    [mail] = mails("refund_stopped")
    assert "Your refund of $120.00 is stopped." in str(mail.payload["body"])
    done("billing.reissue_refund", omar, leg=leg, to="same_tender")
    refund = leg.partition("/")[0]
    assert [state for *_, state in legs(refund)] == ["reissued", "queued"]
    assert (moved("2310", party=TOM), moved("1010")) == (usd("0.00"), usd("-120.00"))


def test_what_is_on_a_card_or_settled_cannot_be_stopped(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = refunded("120.00", "card")
    before = posted()
    for day in ("2026-06-15", "2026-06-16", "2026-06-25"):
        travel(standing_time, day)
        refused = do("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
        assert refused.status is Status.REFUSED
        assert "can be stopped" in refused.statements[0].text("en")
    assert leg_state(leg) == "settled"
    assert posted() == before + 1  # its settlement


def test_a_cheque_is_stopped_once(standing_time: clock.StandingTime, rae: Actor) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    before = posted()
    again = do("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
    assert (again.status, posted()) == (Status.REFUSED, before)


def test_after_the_bank_declined_a_cheque_can_be_stopped_again_and_again(
    standing_time: clock.StandingTime, rae: Actor
) -> None:
    leg = refunded("120.00", "cash")
    travel(standing_time, "2026-06-16")
    for key in (f"stop:{leg}", f"stop:{leg}:2", f"stop:{leg}:3"):
        done("billing.stop_refund", rae, leg=leg, reason="Cheque lost")
        assert Effect.objects.filter(key=key).exists()
        done("billing.record_stop_result", effect_key=key, receipt={"status": "declined"})
        assert leg_state(leg) == "sent"
    done("billing.record_stop_result", effect_key=f"stop:{leg}:2", receipt={"status": "done"})
    assert (leg_state(leg), moved("2310", party=TOM)) == ("failed", usd("-120.00"))
