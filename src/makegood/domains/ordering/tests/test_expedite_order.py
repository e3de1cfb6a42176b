"""An order goes faster where a carrier brings it sooner, at a price told before the yes."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.ordering import ports, queries
from makegood.domains.ordering.models import LinePromise
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
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

pytestmark = pytest.mark.usefixtures("carriers")


def faster(order, consent=True, by=TOM):
    return do("ordering.expedite_order", by, order=order, consent=consent)


def test_belts_come_on_june_18_instead_of_june_23_for_19_dollars_and_tax():
    order = ordered()
    with nothing_changes():
        outcome = faster(order, consent=None)
        assert outcome.code is Code.NEEDS_INFO
        assert told(outcome) == [
            f"With faster delivery order {order} is promised for June 18, 2026 instead of June 23, "
            "2026.",
            "Faster delivery costs $19.00 and tax.",
            "If it is not there by that day, you get that price back.",
            "It comes to $74.24 instead of $53.77, of which $5.34 is tax.",
        ]
    outcome = faster(order)
    assert (outcome.answer("promised_on"), amount_of(outcome, "total")) == ("2026-06-18", "74.24")
    card = queries.order_card(order)
    assert [(one.sku, one.net) for one in card.lines] == [
        ("PT-BELT-24", usd("49.90")), ("EXPRESS", usd("19.00")),
    ]  # fmt: skip
    assert LinePromise.objects.latest("pk").why == "expedited"
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "is promised for June 18, 2026 instead of June 23, 2026" in str(mail["body"])


def test_the_carriage_keeps_the_new_day():
    order = ordered()
    faster(order)
    carriage = done("ordering.compare_carriers", RAE, order=order)
    assert carriage.answer("arrives_on") == "2026-06-18"


def test_whoever_says_no_gets_it_as_promised():
    order = ordered()
    with nothing_changes():
        assert told(faster(order, consent=False)) == [
            f"Order {order} comes as it was promised. Nothing more is charged."
        ]


def test_twice_is_not_faster():
    order = ordered()
    faster(order)
    with nothing_changes():
        assert told(faster(order)) == [
            f"Order {order} goes with the fastest service already. Nothing was changed."
        ]


def test_where_no_carrier_answers_nothing_is_charged():
    order = ordered()
    ports.use()
    with nothing_changes():
        assert told(faster(order)) == [
            "No carrier brings it sooner than June 23, 2026, as promised. Nothing was changed, and "
            "it costs nothing more."
        ]


def test_a_washer_is_brought_by_two_people_and_faster():
    order = ordered(TOM, ("WM900", 1))
    before, was_on = queries.order_card(order), queries.promised_on(order)
    outcome = faster(order)
    assert (was_on, outcome.answer("promised_on")) == (date(2026, 6, 25), "2026-06-22")
    card = queries.order_card(order)
    assert [one.sku for one in card.lines][-1] == "EXPRESS-TWO"
    assert card.goods - before.goods == usd("59.00")


def test_what_is_packed_goes_as_it_is():
    order = ordered()
    done("ordering.pick_order", RAE, order=order)
    with nothing_changes():
        assert faster(order).code is Code.POLICY_DENIED


def test_the_whole_order_is_cancelled_with_its_faster_delivery():
    order = ordered()
    faster(order)
    done("ordering.cancel_order", TOM, order=order)
    assert queries.order_card(order).state == "cancelled"


def test_more_of_it_keeps_the_faster_delivery():
    order = ordered()
    faster(order)
    done("ordering.amend_order", TOM, order=order, line=f"{order}/1", quantity=3)
    card = queries.order_card(order)
    assert [(one.sku, one.quantity) for one in card.lines] == [("PT-BELT-24", 3), ("EXPRESS", 1)]


def test_nobody_else_has_it_sent_faster():
    order = ordered()
    with nothing_changes():
        assert faster(order, by=ABDUL_IN_STORE).code is Code.NOT_FOUND


def test_words_are_there_in_three_languages():
    outcome = faster(ordered())
    assert "La entrega rápida cuesta" in told(outcome, "es")[1]
    assert "La livraison rapide coûte" in told(outcome, "fr")[1]
    assert date.fromisoformat(str(outcome.answer("promised_on"))) == date(2026, 6, 18)
