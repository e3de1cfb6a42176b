"""On its day a renewal is an order as any other, for no more than was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from makegood.core import clock, worker
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.core.models import Check, Job
from makegood.core.promises import open_promises
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, chat, do, done, nothing_changes, usd
from makegood.domains.ordering.tests.subscriptions import (
    belts_come_by_themselves_too,
    card,
    filters_are_sold_no_more,
    filters_cost,
    filters_leave_the_catalogue,
    mails,
    orders,
    started,
)
from makegood.handbook import folder, use_folder


@pytest.fixture(autouse=True)
def _own_prices() -> Iterator[None]:
    before = folder()
    yield
    use_folder(before)


def on(moment):
    with clock.standing_at(moment):
        worker.work_off()


def test_it_is_ordered_by_itself_on_its_day_and_announced_again_half_a_year_later():
    number = started()
    on("2026-11-30T15:00:00")
    on("2026-12-14T23:00:00")
    assert len(orders()) == 1
    on("2026-12-15T15:00:00")
    assert len(orders()) == 2
    with clock.standing_at("2026-12-15T15:00:00"):
        renewed = queries.order_card(orders()[-1])
        assert (renewed.party, renewed.total, renewed.state) == ("C-6", usd("26.40"), "allocated")
        stands = card(number)
        assert (stands.next_on, stands.announced_on) == (date(2027, 6, 15), None)
        assert open_promises(f"subscription:{number}") == []
        assert (
            "was ordered for you as announced. It is ordered next on June 15, 2027." in mails()[-1]
        )
    on("2027-05-31T15:00:00")
    on("2027-06-15T15:00:00")
    assert len(orders()) == 3


def test_what_became_dearer_since_it_was_told_is_told_again_first(tmp_path):
    number = started()
    on("2026-11-30T15:00:00")
    filters_cost("27.00", tmp_path)
    on("2026-12-15T15:00:00")
    assert len(orders()) == 1
    assert "costs more than we told you, so it was not ordered" in "\n".join(mails())
    on("2026-12-15T16:00:00")
    assert card(number).next_on == date(2027, 1, 14)
    assert card(number).total == usd("29.10")
    on("2027-01-14T15:00:00")
    assert len(orders()) == 2


def test_what_cannot_be_had_waits_and_is_told_once():
    started()
    on("2026-11-30T15:00:00")
    with clock.standing_at("2026-12-14"):
        done("ordering.record_stock", RAE, sku="HY-FILTER", on_hand=1)  # kept for the first order
    on("2026-12-15T15:00:00")
    on("2026-12-16T15:00:00")
    assert len(orders()) == 1
    assert len([one for one in mails() if "cannot be ordered just now" in one]) == 1
    with clock.standing_at("2026-12-17T10:00:00"):
        done("ordering.record_stock", RAE, sku="HY-FILTER", on_hand=80)
    on("2026-12-17T15:00:00")
    assert len(orders()) == 2


def test_it_is_made_for_the_day_that_was_told_and_once():
    number = started()
    for day in ("2026-12-15", "2026-06-15"):
        with nothing_changes():
            outcome = do("ordering.renew_subscription", subscription=number, day=day)
            assert outcome.code is Code.POLICY_DENIED
    on("2026-11-30T15:00:00")
    on("2026-12-15T15:00:00")
    with clock.standing_at("2026-12-15"), nothing_changes():
        outcome = do("ordering.renew_subscription", subscription=number, day="2026-12-15")
        assert outcome.code is Code.POLICY_DENIED


def test_no_one_of_ours_makes_it_by_hand():
    number = started()
    with nothing_changes():
        outcome = do("ordering.renew_subscription", RAE, subscription=number, day="2026-12-15")
        assert outcome.code is Code.NOT_AUTHORISED


@pytest.mark.parametrize("is_announced", [False, True])
def test_what_comes_to_somebody_who_died_ends_and_is_not_tried_again(is_announced):
    number = started()
    if is_announced:
        on("2026-11-30T15:00:00")
    done("parties.record_death", chat("C-6", V1), words="My father died.",
         told_by="Ruth, ruth@example.com")  # fmt: skip
    for day in ("2026-11-30T15:00:00", "2026-12-15T15:00:00", "2026-12-16T15:00:00"):
        on(day)
    assert card(number).stopped_as == "gone"
    assert open_promises(f"subscription:{number}") == []
    assert len(orders()) == 1
    assert not Job.objects.filter(key__startswith=f"renew:{number}", done_at=None).exists()


def test_what_was_announced_and_is_sold_no_more_on_its_day_ends(tmp_path):
    number = started()
    on("2026-11-30T15:00:00")
    filters_are_sold_no_more(tmp_path)
    on("2026-12-15T15:00:00")
    assert card(number).stopped_as == "gone"
    assert "is sold no more" in mails()[-1]


def test_what_was_changed_twice_on_one_day_is_still_announced():
    number = started()
    with clock.standing_at("2026-11-30T15:00:00"):
        worker.work_off()
        for every in ("12", "6", "12", "6"):
            done("ordering.change_interval", TOM, every=every)
            worker.work_off()
        assert card(number).announced_on == date(2026, 11, 30)
    on("2026-12-15T15:00:00")
    assert len(orders()) == 2


@pytest.mark.parametrize("is_announced", [False, True])
def test_what_left_the_catalogue_ends_and_customer_and_our_people_hear_of_it_once(
    tmp_path, is_announced
):
    number = started()
    if is_announced:
        on("2026-11-30T15:00:00")
    filters_leave_the_catalogue(tmp_path)
    for day in ("2026-12-15T15:00:00", "2026-12-16T15:00:00", "2026-12-17T15:00:00"):
        on(day)
    assert card(number).stopped_as == "gone"
    assert not Job.objects.filter(ask__subscription=number, done_at=None).exists()
    assert len([one for one in mails() if "is sold no more" in one]) == 1
    (seen,) = Check.objects.filter(name="ordering.subscription_replaced")
    assert seen.failed_at is not None
    assert seen.finding == f"HY-FILTER is sold no more and {number} of C-6 ended: offer another"


@pytest.mark.parametrize(
    ("began", "is_replaced"), [("2026-06-15T15:00:00", False), ("2026-12-15T16:00:00", True)]
)
def test_what_ran_beside_it_replaces_nothing_and_what_began_since_does(
    tmp_path, began, is_replaced
):
    belts_come_by_themselves_too(tmp_path)
    number = started()
    if not is_replaced:
        with clock.standing_at(began):
            started(sku="PT-BELT-24")
    filters_leave_the_catalogue(tmp_path)
    on("2026-12-15T15:00:00")
    if is_replaced:
        with clock.standing_at(began):
            started(sku="PT-BELT-24")
    on("2026-12-16T15:00:00")
    assert card(number).stopped_as == "gone"
    (seen,) = Check.objects.filter(name="ordering.subscription_replaced")
    assert (seen.failed_at is None) == is_replaced
    assert seen.finding.endswith(f"after {number}" if is_replaced else "ended: offer another")
