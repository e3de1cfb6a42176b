"""A customer asks where an order is, and hears what the records say."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import V0, V1
from makegood.core.decision import Code
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, ordered


def told(outcome, language="en"):
    return [sentence.text(language) for sentence in outcome.statements]


def test_a_delivered_order_is_told_with_its_day():
    outcome = done("ordering.tell_order_status", chat("C-6", V1), order="O-1041")
    assert outcome.answer("state") == "delivered"
    assert told(outcome) == [
        "Your order O-1041 of May 26, 2026 has been delivered.",
        "Meridian Freight delivered it on June 2, 2026.",
    ]
    assert [one.source for one in outcome.statements] == ["order:O-1041", "shipment:SH-3001"]


def test_a_shipment_under_way_is_told_with_tracking_place_and_promise():
    outcome = done("ordering.tell_order_status", chat("C-9", V1), order="O-1045")
    assert outcome.answer("promised_on") == "2026-06-17"
    assert told(outcome) == [
        "Your order O-1045 of May 14, 2026 is on its way.",
        "Meridian Freight delivered it on May 28, 2026.",
        "Meridian Freight picked it up on June 12, 2026. The tracking number is MF260612045.",
        "It was last seen on June 13, 2026: Millbrook hub.",
        "It is promised for June 17, 2026.",
    ]


@pytest.mark.parametrize(("day", "is_late"), [("2026-06-17", False), ("2026-06-18", True)])
def test_a_promise_is_late_from_the_day_after_it(day, is_late):
    with clock.standing_at(day):
        outcome = done("ordering.tell_order_status", chat("C-9", V1), order="O-1045")
    late = "It should have been there on June 17, 2026. We are sorry that it is late."
    assert (late in told(outcome)) is is_late
    assert any(version.startswith("DLV-3@") for version in outcome.clauses) is is_late


def test_the_same_is_told_in_spanish_and_french():
    outcome = done("ordering.tell_order_status", chat("C-9", V1), order="O-1045")
    assert told(outcome, "es")[-1] == "Está prometido para el 17 de junio de 2026."
    assert told(outcome, "fr")[-1] == "Elle est promise pour le 17 juin 2026."


def test_who_has_not_said_who_they_are_is_asked_first():
    with nothing_changes():
        outcome = do("ordering.tell_order_status", chat("C-6", V0), order="O-1041")
    assert (outcome.code, outcome.level) == (Code.VERIFICATION_REQUIRED, V1)


def test_another_customer_s_order_is_as_unknown_as_one_that_does_not_exist():
    with nothing_changes():
        other = do("ordering.tell_order_status", chat("C-9", V1), order="O-1041")
    with nothing_changes():
        none = do("ordering.tell_order_status", chat("C-9", V1), order="O-9999")
    assert other.code is none.code is Code.NOT_FOUND
    assert told(other) == told(none)


def test_what_has_not_left_is_told_with_its_day_and_a_delay_moves_it():
    order = ordered()
    asked = done("ordering.tell_order_status", chat("C-6", V1), order=order)
    assert told(asked)[-1] == "What has not left yet is promised for June 23, 2026."
    assert asked.answer("promised_on") == "2026-06-23"
    done("ordering.send_delay_notice", RAE, order=order, revised_on="2026-06-23")
    asked = done("ordering.tell_order_status", chat("C-6", V1), order=order)
    assert told(asked)[-1] == "What has not left yet is promised for June 29, 2026."
    assert told(asked, "fr")[-1] == "Ce qui n'est pas encore parti est promis pour le 29 juin 2026."


def test_an_order_on_hold_is_told_without_a_day():
    order = ordered()
    done("ordering.hold_order", RAE, order=order, kind="address", reason="No such street.")
    asked = done("ordering.tell_order_status", chat("C-6", V1), order=order)
    assert len(told(asked)) == 1
    assert "is on hold" in told(asked)[0]
