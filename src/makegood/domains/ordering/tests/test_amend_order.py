"""Until it is packed an order may become more or go elsewhere, at the prices of its own day."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    RAE,
    RIVERSIDE,
    TOM,
    chat,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.parcels import connect_carriers, labelled

OUTSIDE: JsonValue = {
    "line1": "9 Farm Lane", "locality": "Millbrook", "region": "XM", "postal_code": "55520",
}  # fmt: skip


def amend(order, actor=TOM, **other):
    return do("ordering.amend_order", actor, order=order, **other)


def test_more_of_a_line_is_kept_and_promised_and_costs_what_it_cost_on_the_day():
    order = ordered()
    outcome = amend(order, line=f"{order}/1", quantity=3)
    # 74.85: 4.68 for the state and 1.12 for the city, as AC10.2 has it.
    assert told(outcome)[:2] == [
        "Drive belt PT-BELT-24: 3 instead of 2.",
        "It comes to $80.65 instead of $53.77, of which $5.80 is tax.",
    ]
    card = queries.order_card(order)
    assert (card.total, card.lines[0].quantity) == (usd("80.65"), 3)
    assert [(one.to_send, one.pieces) for one in queries.supply_of(order)] == [(3, 3)]
    assert queries.changes_of(order)[0].kind == "amend"
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "3 instead of 2" in str(mail["body"])


def test_AC03_2_another_place_has_another_tax_before_it_is_packed():
    with clock.standing_at("2026-05-26"):
        order = ordered(TOM, ("WM900", 1), ("SV-INST", 1), ("SV-HAUL", 1))
        assert queries.order_card(order).tax == usd("68.83")
        outcome = amend(order, ship_to=OUTSIDE)
        assert outcome.answer("total") == {"amount": "1131.61", "currency": "USD"}
    card = queries.order_card(order)
    assert (card.tax, card.ship_to.locality) == (usd("55.51"), "Millbrook")


def test_a_machine_more_makes_delivery_free():
    order = ordered(TOM, ("WM900", 1))
    amend(order, line=f"{order}/1", quantity=2)
    card = queries.order_card(order)
    assert [line.sku for line in card.lines] == ["WM900"]
    assert [line.sku for line in card.dropped] == ["DELIVERY"]
    assert card.total == usd("1937.35")


def test_a_price_that_changed_since_does_not_count():
    with clock.standing_at("2026-05-29"):
        order = ordered(TOM, ("PT-BELTKIT-24", 1))
    assert amend(order, line=f"{order}/1", quantity=2).is_done
    assert queries.order_card(order).goods == usd("84.00")


def test_what_passes_the_limit_of_who_buys_on_account_is_held():
    order = ordered(RIVERSIDE, ("PT-CTRL", 12))
    amend(order, RIVERSIDE, line=f"{order}/1", quantity=40)
    assert queries.order_card(order).state == "allocated"
    done("ordering.record_stock", RAE, sku="PT-CTRL", on_hand=400)
    outcome = amend(order, RIVERSIDE, line=f"{order}/1", quantity=200)
    assert any("above your limit" in one for one in told(outcome))
    assert queries.order_card(order).state == "on_hold"


@pytest.mark.parametrize("wanted", [1, 2])
def test_to_have_fewer_is_to_cancel(wanted):
    order = ordered()
    with nothing_changes():
        outcome = amend(order, line=f"{order}/1", quantity=wanted)
    assert told(outcome) == ["It has 2 already. To have fewer, cancel some of them."]


def test_what_is_packed_has_left_or_was_taken_elsewhere_stays_as_it_is():
    order = ordered()
    done("ordering.pick_order", RAE, order=order)
    for one in (order, "O-1041"):
        with nothing_changes():
            assert amend(one, ship_to=OUTSIDE).code is Code.POLICY_DENIED


def test_a_place_that_we_do_not_serve_or_goods_that_we_do_not_have_change_nothing():
    order = ordered(TOM, ("WM900", 1))
    abroad: JsonValue = {
        "line1": "1 Rue Un", "locality": "Lyon", "region": "", "postal_code": "69001",
        "country": "FR",
    }  # fmt: skip
    with nothing_changes():
        assert amend(order, ship_to=abroad).code is Code.POLICY_DENIED
    with nothing_changes():
        assert amend(order, line=f"{order}/1", quantity=99).code is Code.POLICY_DENIED
    with nothing_changes():
        assert amend(order).status is Status.NEEDS_INFO
    with nothing_changes():
        assert amend(order, chat("C-9"), ship_to=OUTSIDE).code is Code.NOT_FOUND


def test_a_label_of_the_old_place_counts_no_more():
    connect_carriers()
    order, carriage = labelled()
    amend(order, ship_to=OUTSIDE)
    assert queries.carriage_card(carriage).state == "voided"
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    with nothing_changes():
        refused = do("ordering.record_shipment", RAE, order=order, number="SH-9",
                     carriage=carriage, lines=lines)  # fmt: skip
    assert refused.code is Code.POLICY_DENIED
    worker.work_off()
    assert Label.objects.get().voided_at is not None


def test_more_of_a_line_gives_up_the_carriage_that_was_made_for_fewer_and_no_other():
    connect_carriers()
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1))
    belts, boards = (
        str(done("ordering.compare_carriers", RAE, order=order,
                 lines=[{"line": f"{order}/{place}", "quantity": pieces}]).answer("carriage"))
        for place, pieces in ((1, 2), (2, 1))
    )  # fmt: skip
    amend(order, line=f"{order}/1", quantity=5)
    assert queries.carriage_card(belts).state == "voided"
    assert queries.carriage_card(boards).state == "compared"


def test_what_was_to_leave_together_may_leave_in_parts_and_the_other_way_round():
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1), together=True)
    outcome = amend(order, together=False)
    assert told(outcome)[0] == (
        f"What is here of order {order} leaves first, and the rest follows."
    )
    assert outcome.answer("total") == {
        "amount": str(queries.order_card(order).total.amount), "currency": "USD"
    }  # fmt: skip
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    parcel = {"carrier": "X", "tracking": "Y1", "promised_on": "2026-06-20"}
    done("ordering.record_shipment", RAE, order=order, number="SH-9", lines=lines, **parcel)
    other = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1), again=True)
    amend(other, together=True)
    lines = [{"line": f"{other}/1", "quantity": 2}]
    with nothing_changes():
        refused = do("ordering.record_shipment", RAE, order=other, number="SH-10", lines=lines,
                     **parcel)  # fmt: skip
    assert "leave together" in told(refused)[0]


NEXT_DOOR: JsonValue = {
    "line1": "41 Mill Road", "locality": "Harlow", "region": "XM", "postal_code": "55502",
}  # fmt: skip


def half_left():
    """An order of belts and a board, of which the belts have left."""
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1))
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Hand Post",
         tracking="HP1", promised_on="2026-06-20", lines=lines)  # fmt: skip
    return order


def test_after_a_part_has_left_the_rest_may_go_elsewhere_for_what_it_costs():
    order = half_left()
    total = queries.order_card(order).total
    assert told(amend(order, ship_to=NEXT_DOOR)) == [
        f"What has not left of order {order} goes to 41 Mill Road, Harlow, XM, 55502, for what it "
        "costs now."
    ]
    card = queries.order_card(order)
    assert (card.ship_to.line1, card.total) == ("41 Mill Road", total)
    went = card.shipments[0].goes_to
    assert went is not None
    assert went.line1 == "14 Mill Road"
    lines: JsonValue = [{"line": f"{order}/2", "quantity": 1}]
    done("ordering.record_shipment", RAE, order=order, number="SH-10", carrier="Hand Post",
         tracking="HP2", promised_on="2026-06-22", lines=lines)  # fmt: skip
    assert queries.shipment_card("SH-10").goes_to is None


def test_a_parcel_is_looked_for_where_it_went():
    order = half_left()
    amend(order, ship_to=NEXT_DOOR)
    with clock.standing_at("2026-06-22"):
        done("ordering.report_missing", TOM, order=order, wish="again")
        asked = Effect.objects.get(kind="carrier.search").payload["to"]
        assert isinstance(asked, list)
        assert "14 Mill Road" in asked


def test_a_label_of_the_rest_is_made_anew():
    connect_carriers()
    order = half_left()
    carriage = str(done("ordering.compare_carriers", RAE, order=order).answer("carriage"))
    done("ordering.book_carriage", RAE, carriage=carriage)
    amend(order, ship_to=NEXT_DOOR)
    assert queries.carriage_card(carriage).state == "voided"


def test_to_where_other_tax_is_due_the_rest_does_not_just_go():
    order = half_left()
    with nothing_changes():
        assert told(amend(order, ship_to=OUTSIDE))[0].startswith(
            "In 9 Farm Lane, Millbrook, XM, 55520 other tax is due"
        )


def test_once_a_part_has_left_only_the_place_of_the_rest_is_changed():
    order = half_left()
    with nothing_changes():
        assert amend(order, line=f"{order}/2", quantity=3).code is Code.POLICY_DENIED
    with nothing_changes():
        outcome = amend(order, line=f"{order}/2", quantity=3, ship_to=NEXT_DOOR)
        assert outcome.code is Code.POLICY_DENIED
    lines: JsonValue = [{"line": f"{order}/2", "quantity": 1}]
    done("ordering.record_shipment", RAE, order=order, number="SH-10", carrier="Hand Post",
         tracking="HP2", promised_on="2026-06-22", lines=lines)  # fmt: skip
    with nothing_changes():
        assert amend(order, ship_to=NEXT_DOOR).code is Code.POLICY_DENIED
