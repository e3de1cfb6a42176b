"""The provider says whether the card holds the price; if not, nothing leaves, and it is told."""

from __future__ import annotations

from makegood.adapters.payments.simulated.faults import next_faults
from makegood.adapters.payments.simulated.models import Fault
from makegood.core import worker
from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.aftersales.tests.swaps import BOARD, NEW_BOARD, replace
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_a_card_that_declines_the_hold_keeps_the_new_one_here():
    next_faults([Fault.DECLINE])
    number = str(replace().answer("exchange"))
    worker.work_off()
    assert queries.exchange_card(number).state == "hold_declined"
    assert open_promises(f"exchange:{number}") == []
    assert "did not accept the hold" in mails("exchange_news")[0]
    with nothing_changes():
        outcome = do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert "Nothing is held on the card" in told(outcome)[0]


def test_an_answer_counts_once():
    number = str(replace().answer("exchange"))
    worker.work_off()
    with nothing_changes():
        outcome = do(
            "aftersales.record_hold", effect_key=f"hold:{number}", receipt={"status": "declined"}
        )
    assert not outcome.is_done
    assert queries.exchange_card(number).is_held


def test_a_hold_that_is_answered_after_the_core_came_is_let_go_and_the_new_one_leaves():
    number = str(replace().answer("exchange"))
    done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    assert not Effect.objects.filter(kind="payment.release").exists()
    worker.work_off()
    release = Effect.objects.get(kind="payment.release")
    assert (release.payload["on"], release.delivered_at is not None) == (f"hold:{number}", True)
    assert not queries.exchange_card(number).is_held
    with nothing_changes():
        do("aftersales.record_hold", effect_key=f"hold:{number}", receipt={"status": "done"})
    outcome = done("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD)
    assert len(told(outcome)) == 1
