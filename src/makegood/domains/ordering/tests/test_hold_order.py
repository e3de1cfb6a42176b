"""What is on hold does not leave, for each reason once, until that was looked at."""

from __future__ import annotations

import pytest

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes, ordered


def hold(order, kind="address"):
    return do("ordering.hold_order", RAE, order=order, kind=kind, reason="There is no such street.")


def test_an_order_on_hold_does_not_leave():
    order = ordered()
    assert hold(order).is_done
    assert queries.order_card(order).state == "on_hold"
    assert done("ordering.tell_order_status", TOM, order=order).answer("state") == "on_hold"
    with nothing_changes():
        outcome = do(
            "ordering.record_shipment", RAE, order=order, number="SH-9001", carrier="UPS",
            tracking="1Z", promised_on="2026-06-22", lines=[{"line": f"{order}/1", "quantity": 2}],
        )  # fmt: skip
    assert outcome.code is Code.POLICY_DENIED


def test_it_is_held_once_for_each_reason_and_goes_on_when_none_is_left():
    order = ordered()
    hold(order)
    with nothing_changes():
        assert hold(order).code is Code.POLICY_DENIED
    assert hold(order, "fraud").is_done
    for kind, state in (("address", "on_hold"), ("fraud", "allocated")):
        released = done("ordering.release_hold", RAE, order=order, kind=kind, note="It is right.")
        assert released.answer("state") == state
    assert [one.note for one in queries.holds_of(order)] == ["It is right.", "It is right."]


@pytest.mark.parametrize("order", ["O-1041", "O-1045"])
def test_what_has_left_cannot_be_held(order):
    with nothing_changes():
        assert hold(order).code is Code.POLICY_DENIED
