"""After sixty days, and not before, a found thing may be disposed of; how is logged."""

from __future__ import annotations

from makegood.core import clock
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.found import ring
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


def dispose(number):
    return do(
        "aftersales.dispose_found_item", RAE, found_item=number,
        how="Given to the town's lost property office, receipt 4471",
    )  # fmt: skip


def test_on_its_last_day_it_is_still_kept():
    number = ring()
    with clock.standing_at("2026-08-14"), nothing_changes():
        outcome = dispose(number)
    assert told(outcome) == ["A gold ring must be kept until August 14, 2026."]


def test_the_day_after_it_may_go_and_how_is_logged():
    number = ring()
    with clock.standing_at("2026-08-15"):
        assert dispose(number).is_done
    card = queries.found_item_card(number)
    assert (card.state, card.disposed_by) == ("disposed", "rae")
    assert "receipt 4471" in card.how_disposed
