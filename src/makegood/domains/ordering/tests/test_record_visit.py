"""A fitter comes: the appliance stands installed, or the reason why not is on record."""

from __future__ import annotations

from datetime import date

from makegood.config.seeding import live_through, order_history, seed_only
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Visit
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes
from makegood.handbook import book


def test_tom_s_washer_was_not_installed(tom):
    assert queries.line_card("O-1041/1").installed_on is None
    assert Visit.objects.get().note.startswith("No water tap")


def test_a_visit_about_the_installation_installs_the_appliance(tom):
    outcome = done("ordering.record_visit", RAE, line="O-1041/3", installed=True, note="Runs.")
    assert outcome.answer("installed") == ["O-1041/1"]
    assert queries.line_card("O-1041/1").installed_on == date(2026, 6, 15)


def test_what_is_not_delivered_was_not_installed(books_hold):
    seed_only(parties=["C-6"])
    past = order_history(book().people.order("O-1041"))
    live_through([one for one in past if one.operation == "ordering.import_order"])
    with nothing_changes():
        outcome = do("ordering.record_visit", RAE, line="O-1041/1", installed=True, note="Runs.")
    assert outcome.code is Code.POLICY_DENIED
    done("ordering.record_visit", RAE, line="O-1041/1", installed=False, note="Not there yet.")
    assert queries.line_card("O-1041/1").installed_on is None


def test_a_line_nobody_knows_is_not_found(tom):
    with nothing_changes():
        outcome = do("ordering.record_visit", RAE, line="O-1041/9", installed=True, note="Runs.")
    assert outcome.code is Code.NOT_FOUND
