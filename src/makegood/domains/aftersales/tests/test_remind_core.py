"""On day 14 a customer is reminded of the faulty piece."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails
from makegood.domains.aftersales.tests.swaps import BOARD, shipped_ahead
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_AC21_5_the_customer_is_reminded_on_day_14_and_not_before():
    number = shipped_ahead()
    with clock.standing_at("2026-06-29T08:59"):
        worker.work_off()
        assert mails("core_reminder") == []
    with clock.standing_at("2026-06-29T09:00"):
        worker.work_off()
    assert "by July 6, 2026; after that $203.65 is charged" in mails("core_reminder")[0]
    assert queries.exchange_card(number).reminded_at is not None


def test_who_sent_it_is_not_reminded():
    number = shipped_ahead()
    done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
    with clock.standing_at("2026-06-29T09:00"):
        worker.work_off()
        with nothing_changes():
            assert not do("aftersales.remind_core", exchange=number).is_done
    assert mails("core_reminder") == []
