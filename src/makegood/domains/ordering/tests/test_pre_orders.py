"""What is not released yet may be ordered: promised from its first day, and free to go until it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue

from makegood.core import clock, jobs
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    amount_of,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.handbook import folder, use_folder

PEDESTAL = ("PED-27", 1)


@pytest.fixture(autouse=True)
def _own_catalogue() -> Iterator[None]:
    before = folder()
    yield
    use_folder(before)


def released_on(day: str, at: Path) -> None:
    """Let the pedestal be released on another day, and each promise be looked at again."""
    own = Path(shutil.copytree(folder(), at / day))
    coming = own / "catalog" / "products_coming.toml"
    text = coming.read_text("utf-8")
    assert "released_on = 2026-08-03" in text
    coming.write_text(text.replace("2026-08-03", day), "utf-8")
    use_folder(own)
    done("ordering.monitor_promises")
    while jobs.run_one():
        pass


def pre_ordered() -> str:
    """The number of an order for a pedestal of which the deposit was paid."""
    return paid_down(ordered(TOM, PEDESTAL), "16.06")


def paid_down(order: str, amount: str) -> str:
    done("billing.take_payment", order=order, party="C-6", amount=amount, tender="card",
         token="tok_gallagher_4242", last4="4242", captured_reference="ch_9")  # fmt: skip
    return order


def leave(order):
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
    return do("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Hand Post",
              tracking="HP1", promised_on="2026-08-10", lines=lines)  # fmt: skip


def test_it_is_promised_from_its_first_day_for_a_deposit_of_ten_percent():
    asked: JsonValue = [{"sku": "PED-27", "quantity": 1}]
    outcome = done("ordering.create_order", TOM, lines=asked)
    # 149.00 and 11.55 of tax; 10 % of 160.55 is paid down.
    assert (amount_of(outcome, "total"), amount_of(outcome, "deposit")) == ("160.55", "16.06")
    assert "Pedestal with drawer PED-27 is new and leaves us from August 3, 2026 on." in told(
        outcome
    )
    assert (
        "Until August 3, 2026 you may cancel it, and all that you paid for it goes back to you."
        in told(outcome)
    )
    # One business day to be handled, three on its way, one for being late.
    assert outcome.answer("promised_on") == "2026-08-10"
    (supply,) = queries.supply_of(str(outcome.answer("order")))
    assert [(one.way, one.ready_on) for one in supply.kept] == [("dropship", date(2026, 8, 3))]


def test_it_leaves_on_its_first_day_and_not_the_day_before():
    order = pre_ordered()
    with clock.standing_at("2026-08-02"), nothing_changes():
        assert told(leave(order)) == [
            "Pedestal with drawer PED-27 may not leave before August 3, 2026. Nothing was changed."
        ]
    with clock.standing_at("2026-08-03"):
        assert leave(order).is_done


def test_what_comes_in_before_waits_for_its_first_day():
    done("ordering.expect_supply", RAE, number="IN-9", sku="PED-27", quantity=3,
         due_on="2026-06-20")  # fmt: skip
    order = pre_ordered()
    with clock.standing_at("2026-06-22"):
        done("ordering.receive_supply", RAE, inbound="IN-9")
    (supply,) = queries.supply_of(order)
    assert [(one.way, one.ready_on) for one in supply.kept] == [("stock", date(2026, 8, 3))]


def test_until_its_first_day_all_that_was_paid_goes_back():
    order = pre_ordered()
    with clock.standing_at("2026-08-02"):
        cancelled = done("ordering.cancel_order", TOM, order=order)
        assert (amount_of(cancelled, "fee"), amount_of(cancelled, "refund")) == ("0.00", "16.06")
        assert ledger.balance_of("2100", about=f"order:{order}") == usd("0.00")


def test_it_costs_no_fee_although_the_rest_of_its_order_is_packed():
    order = paid_down(ordered(TOM, PEDESTAL, ("WM950", 1)), "50.00")
    line = next(one.number for one in queries.order_card(order).lines if one.sku == "PED-27")
    done("ordering.pick_order", RAE, order=order)
    cancelled = done("ordering.cancel_order", TOM, order=order, line=line, accepts=True)
    assert amount_of(cancelled, "fee") == "0.00"


def test_with_an_appliance_the_deposit_of_an_appliance_is_paid():
    outcome = done("ordering.make_quote", TOM, lines=[{"sku": "PED-27", "quantity": 1},
                                                      {"sku": "WM900", "quantity": 1}])  # fmt: skip
    # 149.00 and 899.00 with 81.22 of tax; 20 % of 1,129.22 is paid down.
    assert (amount_of(outcome, "total"), amount_of(outcome, "deposit")) == ("1129.22", "225.84")


def test_from_its_first_day_on_it_is_an_article_like_any_other():
    with clock.standing_at("2026-08-03"):
        asked: JsonValue = [{"sku": "PED-27", "quantity": 1}]
        outcome = done("ordering.create_order", TOM, lines=asked)
        assert amount_of(outcome, "deposit") == "0.00"
        assert not any("is new" in sentence for sentence in told(outcome))
        # It is got from its supplier within five business days.
        assert outcome.answer("promised_on") == "2026-08-17"


def test_a_release_that_is_put_off_is_told_at_once_and_silence_to_thirty_days_agrees(tmp_path):
    order = pre_ordered()
    # It was to leave on August 4, one business day after its first day: to September 3 are 30.
    released_on("2026-09-02", tmp_path)
    (notice,) = queries.delays_of(order)
    assert [str(notice.was_on), str(notice.revised_on)] == ["2026-08-04", "2026-09-03"]
    assert (notice.kind, notice.silence) == ("first", "consent")
    (supply,) = queries.supply_of(order)
    assert [one.ready_on for one in supply.kept] == [date(2026, 9, 2)]
    assert supply.promises[0].ship_by == date(2026, 9, 3)
    assert queries.promised_on(order) == supply.promises[0].promised_on
    assert done("ordering.monitor_promises").answer("orders") == []


def test_to_a_release_that_is_put_off_by_more_silence_cancels_and_all_goes_back(tmp_path):
    order = pre_ordered()
    released_on("2026-09-03", tmp_path)
    assert queries.delays_of(order)[0].silence == "cancel"
    with clock.standing_at("2026-08-04T23:59:30-04:00"):
        while jobs.run_one():
            pass
        assert queries.order_card(order).state == "cancelled"
        assert ledger.balance_of("2100", about=f"order:{order}") == usd("0.00")


def test_it_leaves_on_its_new_day_and_not_on_the_old_one_and_until_then_is_free_to_go(tmp_path):
    order = pre_ordered()
    released_on("2026-08-20", tmp_path)
    with clock.standing_at("2026-08-19"), nothing_changes():
        assert told(leave(order)) == [
            "Pedestal with drawer PED-27 may not leave before August 20, 2026. Nothing was changed."
        ]
    with clock.standing_at("2026-08-19"):
        cancelled = done("ordering.cancel_order", TOM, order=order)
        assert (amount_of(cancelled, "fee"), amount_of(cancelled, "refund")) == ("0.00", "16.06")


def test_a_release_that_comes_sooner_lets_it_leave_sooner_and_nobody_is_told_of_a_delay(tmp_path):
    order = pre_ordered()
    released_on("2026-07-20", tmp_path)
    assert queries.delays_of(order) == ()
    assert str(queries.promised_on(order)) == "2026-08-10"
    with clock.standing_at("2026-07-20"):
        assert leave(order).is_done
