"""Each renewal is told before it is charged, and a higher price longer before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.ordering.tests.cast import TOM, do, done, nothing_changes, told
from makegood.domains.ordering.tests.subscriptions import card, filters_cost, mails, started
from makegood.handbook import folder, use_folder


@pytest.fixture(autouse=True)
def _own_prices() -> Iterator[None]:
    before = folder()
    yield
    use_folder(before)


def announce(number, day="2026-12-15"):
    return do("ordering.announce_renewal", subscription=number, day=day)


def test_fifteen_days_before_it_is_told_by_itself_and_not_sooner():
    number = started()
    with clock.standing_at("2026-11-29T23:00:00"):
        worker.work_off()
        assert card(number).announced_on is None
    with clock.standing_at("2026-11-30T15:00:00"):
        worker.work_off()
        assert card(number).announced_on == date(2026, 11, 30)
        assert (
            "1 × Drinking-water filter HY-FILTER is ordered for you on December 15, 2026, for "
            "$26.40 with tax." in mails()[-1]
        )
        (promise,) = open_promises(f"subscription:{number}")
        assert promise.kind == "renewal"


def test_a_higher_price_is_told_thirty_days_before_and_puts_the_order_off(tmp_path):
    number = started()
    filters_cost("27.00", tmp_path)
    with clock.standing_at("2026-11-30"):
        outcome = announce(number)
        assert told(outcome) == [
            "1 × Drinking-water filter HY-FILTER is ordered for you on December 30, 2026, for "
            "$29.10 with tax.",
            "It costs more now: $29.10 instead of $26.40.",
            "Until then you may skip it, change how often it comes, or stop it.",
        ]
        assert card(number).next_on == date(2026, 12, 30)


def test_a_lower_price_is_told_and_puts_nothing_off(tmp_path):
    number = started()
    filters_cost("20.00", tmp_path)
    with clock.standing_at("2026-11-30"):
        assert told(announce(number))[1] == "It costs less now: $21.55 instead of $26.40."
        assert card(number).next_on == date(2026, 12, 15)


def test_what_is_not_due_so_or_was_told_already_is_not_told():
    number = started()
    with nothing_changes():
        assert announce(number, "2026-12-16").code is Code.POLICY_DENIED
    with clock.standing_at("2026-11-30"):
        assert announce(number).is_done
        with nothing_changes():
            assert announce(number).code is Code.POLICY_DENIED


def test_what_was_stopped_is_not_told():
    number = started()
    done("ordering.stop_subscription", TOM)
    with nothing_changes():
        assert announce(number).code is Code.POLICY_DENIED
