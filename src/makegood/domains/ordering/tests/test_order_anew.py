"""What we cancelled for a delay is taken once more at its former price, while it can be had."""

from __future__ import annotations

from datetime import date

from makegood.core import clock, jobs
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    amount_of,
    chat,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)

AUGUST = "2026-08-10"
WASHER = ("WM900", 1)


def cancelled_by_silence(*lines):
    """An order that we told to be late by two months, and to which nobody answered."""
    order = ordered(TOM, *(lines or (WASHER,)))
    done("ordering.send_delay_notice", RAE, order=order, revised_on=AUGUST, reason="A storm.")
    with clock.standing_at("2026-06-20T12:00:00"):
        while jobs.run_one():
            pass
    assert queries.order_card(order).state == "cancelled"
    return order


def anew(order, by=TOM):
    return do("ordering.order_anew", by, order=order)


def test_a_late_consent_gets_a_new_order_at_the_old_price():
    order = cancelled_by_silence()
    with clock.standing_at("2026-06-22"):
        late = do("ordering.record_choice", TOM, order=order, choice="consent")
        assert late.code is Code.POLICY_DENIED
        assert [one.text() for one in late.instead] == [
            "If you still want it, we gladly take a new order at the price of the former one, as "
            "long as we have it."
        ]
        outcome = anew(order)
        assert told(outcome)[0] == (
            f"You order again what was cancelled of {order}, at its former price."
        )
        new = queries.order_card(str(outcome.answer("order")))
        was = queries.order_card(order).dropped
        assert [(one.sku, one.quantity, one.net) for one in new.lines] == [
            (one.sku, one.quantity, one.net) for one in was
        ]  # fmt: skip
        assert (new.total, amount_of(outcome, "total")) == (usd("1053.80"), "1053.80")


def test_weeks_later_it_is_priced_for_the_day_of_the_former_order():
    order = cancelled_by_silence(("PT-BELT-24", 2))
    with clock.standing_at("2026-07-10"):
        outcome = anew(order)
        assert amount_of(outcome, "total") == "53.77"
        new = SalesOrder.objects.get(number=outcome.answer("order"))
        assert new.priced_on == date(2026, 6, 15)
        assert outcome.answer("promised_on") == "2026-07-17"


def test_it_is_taken_once_and_for_thirty_days():
    order = cancelled_by_silence()
    with clock.standing_at("2026-07-20"):
        new = anew(order).answer("order")
        with nothing_changes():
            assert told(anew(order)) == [
                f"You ordered again already what was cancelled of {order}: it is order {new}."
            ]


def test_after_thirty_days_the_prices_of_today_count():
    order = cancelled_by_silence()
    with clock.standing_at("2026-07-21"), nothing_changes():
        outcome = anew(order)
        assert told(outcome) == ["Its former price held until July 20, 2026."]
        assert [one.text() for one in outcome.instead] == [
            "We gladly take a new order at the prices of today."
        ]


def test_what_cannot_be_had_is_not_promised():
    order = cancelled_by_silence(("PT-BELT-24", 2))
    done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=0)
    with nothing_changes():
        assert anew(order).code is Code.POLICY_DENIED


def test_what_we_cancelled_later_for_another_reason_has_no_former_price():
    order = ordered(TOM, WASHER)
    done("ordering.send_delay_notice", RAE, order=order, revised_on=AUGUST, reason="A storm.")
    done("ordering.record_choice", TOM, order=order, choice="consent")
    done("ordering.cancel_order", order=order, cause="company", reason="No longer made.")
    with nothing_changes():
        assert told(anew(order)) == [
            f"Nothing of order {order} was cancelled for a delay, so it is ordered at the prices "
            "of today."
        ]


def test_what_the_customer_cancelled_has_no_former_price():
    order = ordered()
    done("ordering.cancel_order", TOM, order=order)
    with nothing_changes():
        assert told(anew(order)) == [
            f"Nothing of order {order} was cancelled for a delay, so it is ordered at the prices "
            "of today."
        ]


def test_nobody_takes_another_s_order_anew():
    order = cancelled_by_silence()
    with nothing_changes():
        assert anew(order, chat("C-9")).code is Code.NOT_FOUND
    assert queries.order_card(order).total == usd("0.00")
