"""A parcel that is refused, or cannot be brought, comes back; the customer hears what follows."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock, worker
from makegood.core.models import Effect, Job, Promise
from makegood.core.overdue import failed_checks
from makegood.core.promises import open_promises
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes, told
from makegood.domains.ordering.tests.missing import LATE, left, missed

pytestmark = pytest.mark.usefixtures("carriers")


def turned(why="unwanted"):
    return do("ordering.record_turned_back", RAE, shipment="SH-9", why=why, place="Harlow")


def test_what_is_refused_in_time_costs_what_a_packed_order_costs():
    order = left()
    assert told(turned()) == [
        f"You did not take your parcel of order {order}. It is on its way back to us.",
        "Once it is here, we cancel it. It costs what it costs to cancel an order that is packed, "
        "and the rest goes back to you.",
        f"We settle order {order} with you by June 30, 2026, also if the parcel is not here by "
        "then.",
    ]
    assert queries.shipment_card("SH-9").turned_back_as == "unwanted"
    assert not [one for one in open_promises() if one.kind == "delivery"]
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "You did not take your parcel" in str(mail["body"])


def test_what_is_refused_late_or_damaged_costs_nothing():
    left()
    with clock.standing_at("2026-06-20"):
        assert told(turned())[-2].endswith("all that you paid for it goes back to you.")


def test_who_cannot_be_found_is_asked_for_the_address():
    order = left()
    assert told(turned("undeliverable")) == [
        f"Hand Post could not bring your parcel of order {order} to 14 Mill Road, Harlow. It is on "
        "its way back to us.",
        "Please check the address and tell us. Once the parcel is here, it is sent again at no "
        "cost to you.",
        f"We settle order {order} with you by June 30, 2026, also if the parcel is not here by "
        "then.",
    ]


def test_it_is_told_where_it_is_and_not_looked_for():
    order = left()
    turned()
    with clock.standing_at(LATE):
        status = told(done("ordering.tell_order_status", TOM, order=order))
        assert "The parcel with Hand Post is on its way back to us." in status
        assert not any("late" in sentence for sentence in status)
        with nothing_changes():
            assert told(missed(order)) == [
                f"Nothing of order {order} is on its way, so there is nothing to look for."
            ]


def test_what_is_looked_for_and_turns_back_is_looked_for_no_more():
    order = left()
    with clock.standing_at(LATE):
        missed(order)
        assert turned().is_done
        card = queries.search_card("PS-1001")
        assert (card.ended_on, card.outcome) == (date(2026, 6, 22), "came_back")
        promise = Promise.objects.get(kind="parcel_search")
        assert (promise.kept_at, promise.released_at) == (clock.now(), None)
        assert not Job.objects.filter(key="parcel_search:PS-1001").exists()
        status = told(done("ordering.tell_order_status", TOM, order=order))
        assert "The parcel with Hand Post is on its way back to us." in status
        assert not any("looking for it" in sentence for sentence in status)


def test_what_is_not_here_by_its_day_is_with_a_person_that_morning():
    left()
    turned()
    with clock.standing_at("2026-06-29T23:00:00"):
        worker.work_off()
        assert not failed_checks()
    with clock.standing_at("2026-06-30T16:00:00"):
        worker.work_off()
        assert [(one.what, one.subject, one.reason) for one in failed_checks()] == [
            ("ordering.turned_back_settled", "shipment:SH-9",
             "SH-9 turned back and is not here: take it in, or settle it as lost"),
        ]  # fmt: skip


def test_what_was_settled_or_handed_over_before_its_day_is_with_nobody():
    left()
    turned()
    done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    assert not [one for one in open_promises() if one.kind == "turned_back"]
    with clock.standing_at("2026-06-30T16:00:00"):
        worker.work_off()
        assert not failed_checks()


def test_a_second_try_that_succeeds_is_a_delivery():
    order = left()
    turned("undeliverable")
    done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    assert queries.shipment_card("SH-9").turned_back_as == ""
    assert queries.order_card(order).state == "delivered"


def test_what_was_handed_over_does_not_come_back_so_nor_twice():
    left()
    turned()
    with nothing_changes():
        assert told(turned()) == [
            "What became of shipment SH-9 is on record already. Nothing was changed."
        ]
    done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    with nothing_changes():
        assert told(turned()) == [
            "Shipment SH-9 was handed over, so it comes back as a return only. Nothing was changed."
        ]
