"""A hold is released by whom it concerns, and only when there is one."""

from __future__ import annotations

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    INES,
    KOFI,
    RAE,
    do,
    done,
    nothing_changes,
    ordered,
    told,
)


def test_what_is_not_held_is_not_released():
    order = ordered()
    with nothing_changes():
        outcome = do("ordering.release_hold", RAE, order=order, kind="fraud")
    assert outcome.code is Code.POLICY_DENIED


def test_not_even_a_supervisor_releases_a_hold_for_credit():
    order = ordered()
    done("ordering.hold_order", RAE, order=order, kind="credit", reason="She asked for time.")
    with nothing_changes():
        outcome = do("ordering.release_hold", INES, order=order, kind="credit")
    assert outcome.code is Code.NOT_AUTHORISED
    assert told(outcome)[0].startswith("A hold for credit is released by the credit department")
    done("ordering.release_hold", KOFI, order=order, kind="credit", note="Paid on June 12.")
    assert queries.holds_of(order)[0].released_by == KOFI.name
