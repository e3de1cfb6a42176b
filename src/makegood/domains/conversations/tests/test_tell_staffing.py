"""How many people the calls of half an hour need, to the tenth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as any_of

from makegood.core.actor import Actor, Channel
from makegood.core.decision import Code
from makegood.core.runner import run
from makegood.domains.conversations.policy.planning import tenths
from makegood.domains.conversations.staffing import (
    CallsExpected,
    people_needed,
    scheduled,
    staffed,
)
from makegood.domains.conversations.tests.conftest import attempts, footprint, staff

HALF_AN_HOUR = CallsExpected(calls=100, minutes=30, seconds_each=240)


def asked(actor=None, **ask):
    return run("conversations.tell_staffing", ask, actor=actor or staff("ines", "S1"))


@pytest.mark.parametrize(("people", "in_time"), [(17, "81.0"), (16, "69.0")])
def test_AC01_5_seventeen_answer_81_percent_in_time_and_sixteen_69(people, in_time):
    assert tenths(HALF_AN_HOUR.traffic, "0.001") == Decimal("13.333")
    assert tenths(staffed(HALF_AN_HOUR, people, 20).in_time) == Decimal(in_time)


@pytest.mark.django_db
def test_AC01_5_a_hundred_calls_in_half_an_hour_need_seventeen_people():
    outcome = asked(calls=100, minutes=30, seconds_each=240)
    answer = {name: outcome.answer(name) for name in (
        "erlang", "people", "in_time_percent", "wait_seconds", "busy_percent")}  # fmt: skip
    assert answer == {
        "erlang": "13.333", "people": 17, "in_time_percent": "81.0",
        "wait_seconds": "16.8", "busy_percent": "78.4",
    }  # fmt: skip
    assert [one.text() for one in outcome.statements][1:3] == [
        "100 calls in 30 minutes, each of 240 seconds, are 13.333 at once. 17 people answer 81 % "
        "in time; a caller waits 16.8 seconds on average, and the people are busy 78.4 % of the "
        "time.",
        "16 people would answer only 69 % in time.",
    ]


@pytest.mark.django_db
def test_AC39_2_with_twelve_percent_away_twenty_are_put_on_the_schedule():
    outcome = asked(calls=100, seconds_each=240)
    assert outcome.answer("scheduled") == 20
    assert outcome.statements[3].text() == (
        "As 12 % of those on the schedule are away at any time, 20 are put on it."
    )


@pytest.mark.django_db
def test_where_one_fewer_would_never_end_the_queue_that_is_said():
    outcome = asked(calls=1, minutes=30, seconds_each=60)
    assert outcome.answer("people") == 1
    assert outcome.statements[2].text() == "With 0 people the queue would never end."


@pytest.mark.django_db
def test_a_count_beyond_anything_plausible_is_asked_again_and_changes_nothing():
    before, rows = footprint(), attempts()
    outcome = asked(calls=100_000, minutes=5, seconds_each=7_200)
    assert (outcome.status, outcome.needs) == ("needs_info", "calls")
    assert (footprint(), attempts()) == (before, rows + 1)


@pytest.mark.django_db
def test_a_customer_is_not_told_how_we_are_staffed():
    outcome = asked(Actor.anonymous(Channel.CHAT), calls=100, seconds_each=240)
    assert outcome.code is Code.NOT_AUTHORISED


def test_fewer_people_than_calls_at_once_serve_nobody_in_the_end():
    with pytest.raises(ValueError, match=r"13 people cannot serve 13\.333 Erlang"):
        staffed(HALF_AN_HOUR, 13, 20)


@given(
    calls=any_of.integers(1, 400),
    seconds_each=any_of.integers(20, 900),
    percent=any_of.integers(50, 99),
)
def test_the_fewest_are_found_and_more_people_never_make_it_worse(calls, seconds_each, percent):
    expected = CallsExpected(calls, 30, seconds_each)
    found = people_needed(expected, percent, 20)
    assert found.in_time >= percent
    if found.people - 1 > expected.traffic:
        assert staffed(expected, found.people - 1, 20).in_time < percent
    assert staffed(expected, found.people + 1, 20).wait <= found.wait
    assert scheduled(found.people, Decimal(0)) == found.people
