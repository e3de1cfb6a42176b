"""Requests that nobody answered in time."""

import pytest

from makegood.core import clock, jobs
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.company.queries import open_requests, request_card
from makegood.domains.company.tests.conftest import ask_for, at_desk

pytestmark = pytest.mark.usefixtures("cast", "treat")


def expire():
    return run("company.expire_requests", {}, actor=Actor.system("system:company.expire_requests"))


def test_it_ends_at_its_hour_and_the_asker_is_told(post_room):
    number = ask_for()
    with clock.standing_at("2026-06-23T11:59:59"):
        assert expire().result == {"requests": []}
        assert request_card(number).is_open
    with clock.standing_at("2026-06-23T12:00:00"):
        assert expire().result == {"requests": [number]}
        card = request_card(number)
        assert (card.approved, card.is_open, card.note) == (False, False, "expired")
        [letter] = post_room.collect()
        assert letter.payload["to"] == "rae.okafor@northvale.example.com"
        assert expire().result == {"requests": []}


def test_answered_requests_are_left_alone():
    number = ask_for()
    ask = {"request": number, "reason": "Not due."}
    run("company.refuse_request", ask, actor=at_desk("ines"))
    Effect.objects.all().delete()
    with clock.standing_at("2026-07-01"):
        assert expire().result == {"requests": []}
        assert request_card(number).note == "Not due."
        assert Effect.objects.count() == 0


def test_it_comes_round_each_hour():
    number = ask_for()
    with clock.standing_at("2026-06-23T11:30:00"):
        jobs.wind_up()
    with clock.standing_at("2026-06-23T12:00:00"):
        while jobs.run_one():
            pass
        assert request_card(number).note == "expired"


def test_an_overdue_request_is_shown_to_nobody_even_before_it_ended():
    ask_for()
    with clock.standing_at("2026-06-23T12:00:00"):
        assert open_requests() == ()
