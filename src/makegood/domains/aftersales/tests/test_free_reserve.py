"""A new piece is kept for who is to send the faulty one first, but not for ever."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.aftersales.tests.swaps import BOARD, NEW_BOARD, agreed_ahead, replace
from makegood.domains.ordering.queries import stock_of
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_it_is_kept_for_thirty_days_and_found_anew_when_the_faulty_one_comes():
    free = stock_of("PT-CTRL").free
    number = str(replace(ahead=False).answer("exchange"))
    with clock.standing_at("2026-07-14T23:59"):
        worker.work_off()
        assert stock_of("PT-CTRL").free == free - 1
    with clock.standing_at("2026-07-15T00:01"):
        worker.work_off()
        assert stock_of("PT-CTRL").free == free
        done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
        assert stock_of("PT-CTRL").free == free - 1
        assert do("aftersales.ship_replacement", RAE, exchange=number, serial=NEW_BOARD).is_done


def test_what_we_owe_stays_kept():
    number = agreed_ahead()
    with nothing_changes():
        outcome = do("aftersales.free_reserve", exchange=number)
    assert outcome.code is Code.POLICY_DENIED
