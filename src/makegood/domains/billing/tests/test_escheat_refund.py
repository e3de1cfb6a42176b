"""Money that nobody claimed is the state's, after a letter and not before."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.outcome import Status
from makegood.domains.billing.tests.till import (
    TOM,
    do,
    done,
    failed,
    mails,
    stand,
    usd,
)
from makegood.domains.ledger.tests.books import moved, posted


def test_nothing_goes_to_the_state_without_a_letter_that_is_old_enough(
    standing_time: clock.StandingTime,
) -> None:
    leg, before = failed(), posted()
    stand(standing_time, "2032-01-01")
    assert do("billing.escheat_refund", leg=leg).status is Status.REFUSED
    done("billing.warn_unclaimed", leg=leg)
    stand(standing_time, "2032-03-31")
    assert do("billing.escheat_refund", leg=leg).status is Status.REFUSED
    assert (posted(), moved("2320")) == (before, usd("0.00"))
    stand(standing_time, "2032-04-01")
    done("billing.escheat_refund", leg=leg)
    assert (posted(), moved("2320", party=TOM)) == (before + 1, usd("-65.54"))
    assert len(mails("refund_turned_over")) == 1


def test_what_was_sent_again_or_handed_over_already_is_left_alone(
    standing_time: clock.StandingTime, omar: Actor
) -> None:
    leg = failed()
    stand(standing_time, "2029-03-16")
    done("billing.warn_unclaimed", leg=leg)
    done("billing.reissue_refund", omar, leg=leg, to="same_tender")
    before = posted()
    stand(standing_time, "2029-06-20")
    assert do("billing.escheat_refund", leg=leg).status is Status.REFUSED
    assert (posted(), moved("2320")) == (before, usd("0.00"))
