"""A fitter comes: the appliance stands installed, or the reason why not is on record."""

from __future__ import annotations

from datetime import date

from makegood.config.seeding import live_through, order_history
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Visit
from makegood.domains.ordering.tests.cast import (
    RAE,
    do,
    done,
    nothing_changes,
    tom_s_other_order,
)


def test_tom_s_washer_was_not_installed():
    assert queries.line_card("O-1041/1").installed_on is None
    assert Visit.objects.get(line__number="O-1041/3").note.startswith("No water tap")


def test_a_visit_about_the_installation_installs_the_appliance():
    outcome = done("ordering.record_visit", RAE, line="O-1041/3", installed=True, note="Runs.")
    assert outcome.answer("installed") == ["O-1041/1"]
    assert queries.line_card("O-1041/1").installed_on == date(2026, 6, 15)


def test_what_is_not_delivered_was_not_installed():
    live_through(order_history(tom_s_other_order(tenders=(), shipments=(), visits=())))
    with nothing_changes():
        outcome = do("ordering.record_visit", RAE, line="O-7001/1", installed=True, note="Runs.")
    assert outcome.code is Code.POLICY_DENIED
    done("ordering.record_visit", RAE, line="O-7001/1", installed=False, note="Not there yet.")
    assert queries.line_card("O-7001/1").installed_on is None


def test_a_line_nobody_knows_is_not_found():
    with nothing_changes():
        outcome = do("ordering.record_visit", RAE, line="O-1041/9", installed=True, note="Runs.")
    assert outcome.code is Code.NOT_FOUND
