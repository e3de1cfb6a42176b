"""An order is packed once, while something of it has to leave and nothing holds it."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, ordered


def test_what_is_packed_shows_it_and_is_packed_once():
    order = ordered()
    assert done("ordering.pick_order", RAE, order=order).answer("state") == "picking"
    with nothing_changes():
        assert do("ordering.pick_order", RAE, order=order).code is Code.POLICY_DENIED


def test_what_is_held_or_has_left_is_not_packed():
    order = ordered()
    done("ordering.hold_order", RAE, order=order, kind="fraud", reason="Look at the card.")
    for one in (order, "O-1041"):
        with nothing_changes():
            assert do("ordering.pick_order", RAE, order=one).code is Code.POLICY_DENIED
    assert queries.order_card(order).state == "on_hold"
