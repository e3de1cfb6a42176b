"""The provider says whether the card holds the price; if not, nothing leaves, and it is told."""

from __future__ import annotations

from makegood.adapters.payments.simulated.faults import next_faults
from makegood.adapters.payments.simulated.models import Fault
from makegood.core import worker
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.aftersales.tests.swaps import NEW_BOARD, replace
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


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
