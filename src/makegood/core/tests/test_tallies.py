"""How often one thing was asked: counted exactly where it is little, over all processes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.core.models import Tally
from makegood.core.tallies import Tallies

pytestmark = pytest.mark.django_db
SPAN = 600


def let_in(counting: Tallies, most: int, times: int, who: str = "192.0.2.7") -> int:
    """How many of so many are let in."""
    waits = [counting.seconds_to_wait("chats", who, most, SPAN) for _ in range(times)]
    return waits.count(0)


def test_the_first_so_many_are_let_in_and_the_next_hears_when_the_span_ends(standing_time):
    standing_time.at += timedelta(seconds=45)
    counting = Tallies()
    assert let_in(counting, 3, 3) == 3
    assert counting.seconds_to_wait("chats", "192.0.2.7", 3, SPAN) == SPAN - 45
    assert let_in(counting, 3, 1, who="192.0.2.8") == 1
    standing_time.at += timedelta(seconds=SPAN - 45)
    assert let_in(counting, 3, 1) == 1


def test_a_small_figure_holds_exactly_over_two_processes():
    one, other = Tallies(), Tallies()
    assert let_in(one, 5, 3) + let_in(other, 5, 4) + let_in(one, 5, 4) == 5


def test_a_large_figure_is_passed_by_a_tenth_for_each_further_process_at_most():
    one, other = Tallies(), Tallies()
    passed = sum(let_in(one, 100, 1) + let_in(other, 100, 1) for _ in range(200))
    assert 100 <= passed <= 110


def test_most_requests_cost_no_write(django_assert_num_queries):
    counting = Tallies()
    with django_assert_num_queries(0):
        assert let_in(counting, 1000, 99) == 99


def test_no_address_is_kept_and_what_is_over_is_forgotten(standing_time):
    let_in(Tallies(), 3, 1)
    (row,) = Tally.objects.all()
    assert "192" not in row.bucket
    standing_time.at += timedelta(hours=1)
    let_in(Tallies(), 3, 1, who="192.0.2.8")
    assert Tally.objects.count() == 1
