"""On day 30 the owner of a found thing hears a second time."""

from __future__ import annotations

from makegood.core import clock, worker
from makegood.domains.aftersales.tests.found import ring
from makegood.domains.aftersales.tests.story import mails
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes


def test_the_owner_hears_again_on_day_30_and_not_before():
    ring()
    with clock.standing_at("2026-07-15T08:59"):
        worker.work_off()
        assert mails("item_news") == []
    with clock.standing_at("2026-07-15T09:00"):
        worker.work_off()
    assert (
        "It is still here: A gold ring. We keep it until August 14, 2026."
        in (mails("item_news")[0])
    )


def test_who_has_it_again_is_not_reminded():
    number = ring()
    done("aftersales.hand_over_found_item", RAE, found_item=number, handed_to="Kwame Boateng")
    with clock.standing_at("2026-07-15T09:00"):
        worker.work_off()
        with nothing_changes():
            assert not do("aftersales.remind_owner", found_item=number).is_done
    assert len(mails("item_news")) == 1
