"""Parcels are followed until they arrive, and a lost one is seen no more."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock, worker
from makegood.core.models import Job
from makegood.domains.ordering import ports, queries
from makegood.domains.ordering.ports import Parcel, Rate, Report
from makegood.domains.ordering.tests.cast import done
from makegood.domains.ordering.tests.parcels import connect_carriers, sent


@pytest.fixture(autouse=True)
def carriers_answer() -> None:
    connect_carriers()


def follow():
    heard = done("ordering.follow_parcels").answer("heard_of")
    worker.work_off()
    return heard


class Telling:
    """A carrier that reports what it is told to."""

    def __init__(self, *reports: Report) -> None:
        self.name, self._reports = queries.shipment_card("SH-9").carrier, reports

    def rates(self, parcel: Parcel) -> tuple[Rate, ...]:
        return ()

    def track(self, tracking: str) -> tuple[Report, ...]:
        return self._reports


def seen():
    return [(one.event, one.place) for one in queries.shipment_card("SH-9").scans]


def test_each_report_is_kept_once_until_the_parcel_arrives():
    order = sent()
    for day, state, events in (
        ("2026-06-15", "shipped", []),
        ("2026-06-16", "shipped", ["picked_up"]),
        ("2026-06-17", "shipped", ["picked_up"]),
        ("2026-06-20", "delivered", ["picked_up", "in_transit", "delivered"]),
    ):
        with clock.standing_at(day):
            follow()
        assert [one.event for one in queries.shipment_card("SH-9").scans] == events
        assert queries.order_card(order).state == state


def test_it_arrived_when_the_carrier_says_and_not_when_we_looked():
    order = sent()
    with clock.standing_at("2026-07-20"):
        follow()
    card = queries.shipment_card("SH-9")
    assert card.delivered_at == [one.at for one in card.scans][-1]
    assert queries.line_card(f"{order}/1").delivered_on == date(2026, 6, 20)


def test_the_same_is_seen_again_at_another_place_and_told_once_each():
    sent()
    at = clock.now()
    ports.use(Telling(*(Report(at, "in_transit", hub) for hub in ("Avon", "Harlow", "Avon"))))
    follow()
    follow()
    assert seen() == [("in_transit", "Avon"), ("in_transit", "Harlow")]


def test_what_arrived_twice_in_one_answer_arrived_once():
    order = sent()
    at = clock.now()
    ports.use(Telling(Report(at, "delivered", "Harlow"), Report(at, "delivered", "the porch")))
    follow()
    assert (seen(), queries.order_card(order).state) == ([("delivered", "Harlow")], "delivered")


def test_odd_words_of_a_carrier_are_cut_and_stop_nobody():
    sent()
    at = clock.now()
    ports.use(Telling(Report(at, "in_transit" * 10, "H" * 300), Report(at, "", "nowhere")))
    follow()
    assert seen() == [(("in_transit" * 3)[:24], "H" * 80)]
    assert not Job.objects.filter(operation="ordering.keep_reports", done_at=None).exists()


def test_what_is_lost_is_not_said_to_have_arrived():
    order = sent()
    Label.objects.update(is_lost=True)
    with clock.standing_at("2026-07-15"):
        assert follow() == ["SH-9"]
    assert queries.order_card(order).state == "shipped"


def test_what_nobody_booked_is_not_asked_about():
    assert follow() == []
