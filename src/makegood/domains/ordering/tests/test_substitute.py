"""Another article comes in place of one that has not left, by the customer's own yes."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import OrderLine, SalesOrder
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    TOM_IN_STORE,
    amount_of,
    chat,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)


def swap(line, sku, actor=TOM, **other):
    return do("ordering.substitute", actor, line=line, sku=sku, **other)


def late(order):
    """The same order once we had to say that it leaves later than we promised."""
    done(
        "ordering.send_delay_notice", RAE, order=order, revised_on="2026-07-10", reason="No supply."
    )
    return order


def lines_of(order):
    return [(one.number, one.sku, one.quantity) for one in queries.order_card(order).lines]


def test_the_other_article_has_a_line_of_its_own_and_is_kept_and_promised():
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1))
    outcome = swap(f"{order}/1", "PT-BELTKIT-24")
    assert outcome.is_done
    card = queries.order_card(order)
    assert told(outcome)[:2] == [
        "2 × Belt and tensioner kit PT-BELTKIT-24 comes instead of Drive belt PT-BELT-24.",
        f"It comes to ${card.total.amount} instead of $257.41, of which ${card.tax.amount} is tax.",
    ]
    assert lines_of(order) == [(f"{order}/2", "PT-CTRL", 1), (f"{order}/3", "PT-BELTKIT-24", 2)]
    assert [(one.number, one.cancelled) for one in card.dropped] == [(f"{order}/1", 2)]
    kept = {one.line: (one.pieces, one.promised_on) for one in queries.supply_of(order)}
    assert kept[f"{order}/3"] == (2, date(2026, 6, 23))
    assert OrderLine.objects.get(number=f"{order}/3").unit_cost_cents == 1560
    promised = {one.subject for one in open_promises() if one.kind == "delivery"}
    assert f"order_line:{order}/3" in promised
    assert f"order_line:{order}/1" not in promised
    change = queries.changes_of(order)[-1]
    assert (change.kind, change.cause, change.after) == ("substitute", "customer", card.total)
    basket = SalesOrder.objects.get(number=order).asked
    assert basket is not None
    assert [(one.sku, one.line) for one in basket.wanted] == [
        ("PT-BELTKIT-24", f"{order}/3"), ("PT-CTRL", f"{order}/2"),
    ]  # fmt: skip


def test_it_has_the_price_of_the_day_of_the_order():
    with clock.standing_at("2026-05-29"):
        order = ordered(TOM, ("PT-BELT-24", 1))
        was = done("ordering.make_quote", TOM, lines=[{"sku": "PT-BELTKIT-24", "quantity": 1}])
    assert swap(f"{order}/1", "PT-BELTKIT-24").answer("total") == was.answer("total")


def test_what_was_not_sold_on_that_day_has_the_price_of_today():
    with clock.standing_at("2026-05-29"):
        order = ordered(TOM, ("DR800", 2))
    outcome = swap(f"{order}/1", "WM950")
    assert outcome.is_done
    assert queries.order_card(order).goods == usd("1898.00")


def test_beside_what_was_not_sold_on_that_day_all_else_costs_what_it_did():
    with clock.standing_at("2026-05-29"):
        order = ordered(TOM, ("DR800", 1), ("PT-BELTKIT-24", 1))
    assert swap(f"{order}/1", "WM950").is_done
    # 949.00 as of today for the washer, 42.00 for the kit, which costs 44.50 since June 1, and as
    # 991.00 is below 999.00, 79.00 for the delivery.
    assert queries.order_card(order).goods == usd("1070.00")


def test_an_order_with_an_article_of_a_later_day_is_amended_and_cancelled_in_part():
    with clock.standing_at("2026-05-29"):
        order = ordered(TOM, ("DR800", 3))
    assert swap(f"{order}/1", "WM950").is_done
    assert do("ordering.amend_order", TOM, order=order, line=f"{order}/2", quantity=4).is_done
    assert queries.order_card(order).goods == usd("3796.00")
    assert do("ordering.cancel_order", TOM, order=order, line=f"{order}/2", quantity=2).is_done
    assert queries.order_card(order).goods == usd("1898.00")


@pytest.mark.parametrize(("cause", "skus"), [
    ("customer", ["WM700", "PT-BELT-24", "DELIVERY"]), ("company", ["PT-BELT-24", "WM700"]),
])  # fmt: skip
def test_below_the_sum_for_free_delivery_it_costs_again_only_if_the_customer_wished_so(cause, skus):
    order = ordered(TOM, ("WM900", 1), ("PT-BELT-24", 5))
    assert "DELIVERY" not in [sku for _, sku, _ in lines_of(order)]
    if cause == "company":
        late(order)
    assert swap(f"{order}/1", "WM700").is_done
    assert sorted(sku for _, sku, _ in lines_of(order)) == sorted(skus)


def test_a_notice_of_the_delay_is_answered_by_it():
    order = late(ordered(TOM, ("PT-CTRL", 1)))
    assert queries.delays_of(order)[-1].choice == ""
    swap(f"{order}/1", "PT-MOTOR")
    assert queries.delays_of(order)[-1].choice == "consent"
    with clock.standing_at("2026-08-20"):
        worker.work_off()
        assert queries.order_card(order).state != "cancelled"


def test_what_it_costs_less_goes_back_of_what_was_paid():
    connect_simulators()
    pay: JsonValue = {"tender": "card", "token": "tok_gallagher_4242", "last4": "4242"}
    order = ordered(TOM, ("HP24", 1), pay=pay)
    worker.work_off()
    held = -ledger.balance_of("2100", about=f"order:{order}")
    outcome = swap(f"{order}/1", "WM900")
    back, total = usd(amount_of(outcome, "refund")), queries.order_card(order).total
    # A fifth of what it comes to now stays as the deposit.
    assert held - back == total.percent(20)
    assert -ledger.balance_of("2100", about=f"order:{order}") == total.percent(20)
    assert told(outcome)[-1] == "$144.60 goes back the way it was paid."


def sent(order, line):
    """A line of an order leaves, and what its shipment used of the deposit."""
    shipped = done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="X",
                   tracking="Y", promised_on="2026-06-20",
                   lines=[{"line": line, "quantity": 1}])  # fmt: skip
    return usd(amount_of(shipped, "deposit"))


def test_once_a_part_has_left_only_what_the_rest_needs_of_the_deposit_stays():
    order = ordered(TOM_IN_STORE, ("WM900", 1), ("HP24", 1), pay={"tender": "cash"})
    used, held = sent(order, f"{order}/1"), -ledger.balance_of("2100", about=f"order:{order}")
    outcome = swap(f"{late(order)}/2", "PT-BELT-24", TOM_IN_STORE, consent=True)
    assert outcome.is_done, told(outcome)
    needed = queries.order_card(order).total.percent(20) - used
    assert (held, usd(amount_of(outcome, "refund"))) == (usd("355.36"), held - needed)
    assert -ledger.balance_of("2100", about=f"order:{order}") == needed


def test_while_a_payment_is_on_its_way_nothing_cheaper_comes_instead():
    connect_simulators()
    pay: JsonValue = {"tender": "card", "token": "tok_gallagher_4242", "last4": "4242"}
    order = ordered(TOM, ("HP24", 1), pay=pay)
    with nothing_changes():
        refused = swap(f"{order}/1", "WM900")
    assert told(refused) == [
        f"A payment for order {order} is on its way to us right now. Please ask again in a few "
        "minutes, so that all of it goes back with the order. Nothing was changed."
    ]
    worker.work_off()
    assert amount_of(swap(f"{order}/1", "WM900"), "refund") == "144.60"


def test_only_what_has_not_left_is_replaced_and_what_left_keeps_its_price():
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=1)
    done("ordering.expect_supply", RAE, number="IN-9", sku="PT-CTRL", quantity=9,
         due_on="2026-07-01")  # fmt: skip
    order = ordered(TOM, ("PT-CTRL", 2))
    sent = done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="X",
                tracking="Y", promised_on="2026-06-20",
                lines=[{"line": f"{order}/1", "quantity": 1}])  # fmt: skip
    with nothing_changes():
        assert swap(f"{order}/1", "PT-MOTOR").code is Code.POLICY_DENIED
    assert swap(f"{late(order)}/1", "PT-MOTOR").is_done
    left, new = queries.order_card(order).lines
    assert (left.quantity, left.shipped, left.cancelled) == (1, 1, 1)
    assert left.net + left.tax == usd(amount_of(sent, "invoiced"))
    assert (new.sku, new.quantity) == ("PT-MOTOR", 1)


def test_our_people_need_the_customers_yes_and_a_no_changes_nothing():
    order = ordered()
    with nothing_changes():
        asked = swap(f"{order}/1", "PT-BELTKIT-24", TOM_IN_STORE)
    assert (asked.status, asked.needs) == (Status.NEEDS_INFO, "consent")
    assert told(asked)[-1] == "Does the customer agree to that?"
    with nothing_changes():
        refused = swap(f"{order}/1", "PT-BELTKIT-24", TOM_IN_STORE, consent=False)
    assert told(refused) == ["Drive belt PT-BELT-24 stays on the order. Nothing was changed."]
    assert swap(f"{order}/1", "PT-BELTKIT-24", TOM_IN_STORE, consent=True).is_done


def test_what_does_not_fit_the_same_machine_is_told():
    order = ordered()
    assert "Drive belt PT-BELT-20 does not fit WM900 washing machine." in told(
        swap(f"{order}/1", "PT-BELT-20")
    )


def test_what_cannot_be_replaced_stays_as_it_is():
    order, packed = ordered(TOM, ("PT-CTRL", 1)), ordered()
    done("ordering.pick_order", RAE, order=packed)
    for line, sku in ((f"{order}/1", "PT-CTRL"), (f"{packed}/1", "PT-CTRL"), ("O-1041/1", "WM950")):
        with nothing_changes():
            assert swap(line, sku).code is Code.POLICY_DENIED, line
    with nothing_changes():
        assert swap(f"{order}/1", "PT-MOTOR", chat("C-9")).code is Code.NOT_FOUND
    with nothing_changes(), pytest.raises(InvalidAsk):
        swap(f"{order}/1", "SV-INST")
    many = ordered(TOM, ("PT-BELT-24", 60))
    with nothing_changes():
        assert "that many" in told(swap(f"{many}/1", "WM950"))[0]
    done("ordering.cancel_order", TOM, order=order)
    with nothing_changes():
        assert swap(f"{order}/1", "PT-MOTOR").code is Code.POLICY_DENIED


def test_what_passes_the_limit_of_who_buys_on_account_is_held():
    for sku in ("PT-BELT-24", "PT-CTRL"):
        done("ordering.record_stock", RAE, sku=sku, on_hand=400)
    order = ordered(RIVERSIDE, ("PT-BELT-24", 200))
    assert queries.order_card(order).state == "allocated"
    outcome = swap(f"{order}/1", "PT-CTRL", RIVERSIDE, consent=True)
    assert outcome.is_done, (outcome.status, outcome.code, told(outcome))
    assert any("above your limit" in one for one in told(outcome))
    assert queries.order_card(order).state == "on_hold"
