"""A parcel that did not come is looked for, once, and an answer is promised for a day."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.overdue import failed_checks
from makegood.core.promises import open_promises
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    told,
)
from makegood.domains.ordering.tests.missing import BELTS, LATE, brought, left, missed

pytestmark = pytest.mark.usefixtures("carriers")


def test_a_late_parcel_is_looked_for_and_an_answer_promised():
    order = left()
    with clock.standing_at(LATE):
        outcome = missed(order)
        assert told(outcome) == [
            f"We ask Hand Post to look for your parcel of order {order}. You hear from us by "
            "June 29, 2026.",
            "If it is not found, we send the goods again. You pay nothing for that.",
        ]
        card = queries.search_card(str(outcome.answer("search")))
        assert (card.order, card.shipment, card.wish) == (order, "SH-9", "again")
        assert card.look_until == date(2026, 6, 29)
        promised = [one.subject for one in open_promises() if one.kind == "parcel_search"]
        assert promised == [f"parcel_search:{card.number}"]
        asked = Effect.objects.get(kind="carrier.search").payload
        assert (asked["carrier"], asked["tracking"]) == ("Hand Post", "HP1")
        status = done("ordering.tell_order_status", TOM, order=order)
        assert "We are looking for it, and you hear from us by June 29, 2026." in told(status)


def test_what_is_on_its_way_in_time_is_not_looked_for():
    order = left()
    with clock.standing_at("2026-06-19"), nothing_changes():
        outcome = missed(order)
        assert outcome.code is Code.POLICY_DENIED
        assert told(outcome) == [
            "It is on its way with Hand Post and promised for June 19, 2026. If it is not there by "
            "then, tell us, and we look for it."
        ]


def test_what_has_not_left_is_not_looked_for():
    order = ordered(TOM, BELTS)
    with nothing_changes():
        assert told(missed(order)) == [
            f"Nothing of order {order} is on its way, so there is nothing to look for."
        ]


def test_what_was_brought_is_asked_for_at_the_neighbors_first():
    order = left()
    with clock.standing_at("2026-06-18"):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow",
             note="Left with the neighbor at 14.")  # fmt: skip
        with nothing_changes():
            outcome = missed(order)
            assert outcome.code is Code.NEEDS_INFO
            assert told(outcome) == [
                "Hand Post says that it was brought on June 18, 2026.",
                "The driver noted: “Left with the neighbor at 14.”",
                "Parcels like that are mostly at another door or with a neighbor. Did you look "
                "around the house and ask your neighbors?",
            ]
        with nothing_changes():
            assert missed(order, looked=False).code is Code.POLICY_DENIED
        assert missed(order, looked=True).is_done


def brought_and_missed(number, on):
    """Belts that were brought on a day, and that Tom misses on the same day."""
    with clock.standing_at(on):
        order = left(BELTS, number=number)
        brought(on, number)
        return missed(order, looked=True)


BY_A_PERSON = "One of our people looks into it with the carrier."


def test_what_was_brought_is_made_good_on_a_customer_s_word_once_a_year():
    assert BY_A_PERSON not in told(brought_and_missed("SH-8", "2026-06-15"))
    outcome = brought_and_missed("SH-9", "2027-06-15")
    assert BY_A_PERSON in told(outcome)
    with clock.standing_at("2027-06-22T22:30:00"):
        worker.work_off()
        second = str(outcome.answer("search"))
        assert queries.search_card("PS-1001").outcome == "lost"
        assert queries.search_card(second).outcome == ""
        assert f"parcel_search:{second}" in [one.subject for one in failed_checks()]


def test_a_year_later_a_customer_s_word_counts_again():
    brought_and_missed("SH-8", "2026-06-15")
    assert BY_A_PERSON not in told(brought_and_missed("SH-9", "2027-06-16"))


def test_what_was_found_again_counts_against_nobody():
    brought_and_missed("SH-8", "2026-06-15")
    done("ordering.end_search", RAE, search="PS-1001", outcome="found", report="at the neighbor's")
    assert BY_A_PERSON not in told(brought_and_missed("SH-9", "2026-06-16"))


def test_what_was_not_brought_is_with_a_person_a_business_day_before_the_answer_is_due():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
    with clock.standing_at("2026-06-25T23:00:00"):
        worker.work_off()
        assert not failed_checks()
    with clock.standing_at("2026-06-26T16:00:00"):
        worker.work_off()
        assert [one.subject for one in failed_checks()] == ["parcel_search:PS-1001"]


def test_whoever_says_no_wish_is_asked_for_it():
    order = left()
    with clock.standing_at(LATE), nothing_changes():
        assert missed(order, wish=None).code is Code.NEEDS_INFO


def test_a_parcel_is_looked_for_once_at_a_time():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
        with nothing_changes():
            assert told(missed(order)) == [
                "We are looking for it already, and you hear from us by June 29, 2026."
            ]


def test_after_sixty_days_no_carrier_looks_for_it():
    order = left()
    with clock.standing_at("2026-08-18"):
        assert missed(order).is_done
    with clock.standing_at("2026-08-19"), nothing_changes():
        assert missed(order).code is Code.POLICY_DENIED


def test_words_are_there_in_three_languages():
    order = left()
    with clock.standing_at(LATE):
        outcome = missed(order)
        assert told(outcome, "es")[0].startswith("Pedimos a Hand Post que busque su paquete")
        assert told(outcome, "fr")[0].startswith("Nous demandons à Hand Post de rechercher")


def test_nobody_else_reports_a_parcel_of_tom_s_missing():
    order = left()
    with clock.standing_at(LATE), nothing_changes():
        outcome = do("ordering.report_missing", ABDUL_IN_STORE, order=order, wish="money")
        assert outcome.code is Code.NOT_FOUND
