"""A subscription comes more or less often, counted from its last order."""

from __future__ import annotations

from datetime import date

from makegood.core import clock, worker
from makegood.domains.ordering.tests.cast import TOM, do, nothing_changes, told
from makegood.domains.ordering.tests.subscriptions import card, orders, started


def change(every, **other):
    return do("ordering.change_interval", TOM, every=every, **other)


def test_every_three_months_instead_of_six_comes_three_months_after_the_last():
    number = started()
    assert told(change("3")) == [
        "Drinking-water filter HY-FILTER comes every three months from now on, next on "
        "September 15, 2026.",
        "Until then you may skip it, change how often it comes, or stop it.",
    ]
    stands = card(number)
    assert (stands.every_months, stands.next_on) == (3, date(2026, 9, 15))


def test_a_day_that_would_be_past_is_put_off_until_it_can_be_told_in_time():
    number = started()
    with clock.standing_at("2026-11-02"):
        change("3")
        assert card(number).next_on == date(2026, 11, 17)
    with clock.standing_at("2026-11-02T15:00:00"):
        worker.work_off()
        assert card(number).announced_on == date(2026, 11, 2)
    with clock.standing_at("2026-11-17T15:00:00"):
        worker.work_off()
        assert len(orders()) == 2
        assert card(number).next_on == date(2027, 2, 17)


def test_less_often_is_later():
    number = started()
    change("12")
    assert card(number).next_on == date(2027, 6, 15)


def test_the_same_again_changes_nothing():
    started()
    with nothing_changes():
        assert told(change("6")) == [
            "Drinking-water filter HY-FILTER comes that often already. Nothing was changed."
        ]


def test_a_first_day_that_was_chosen_stays_when_it_comes_more_often():
    number = started(first_on="2027-03-01")
    change("1")
    stands = card(number)
    assert (stands.every_months, stands.next_on) == (1, date(2027, 3, 1))
    assert orders() == []
