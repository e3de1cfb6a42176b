"""An order is priced as a quote is, its goods are kept, its day promised, its credit looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V1, Actor
from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.outcome import InvalidAsk, Status
from makegood.core.promises import open_promises
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import shipment_invoiced
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.tests.cast import (
    KOFI,
    RAE,
    RIVERSIDE,
    TOM,
    TOM_IN_STORE,
    chat,
    do,
    done,
    nothing_changes,
    told,
    usd,
)
from makegood.domains.parties.models import Account

WASHERS_AND_BELTS: JsonValue = [
    {"sku": "WM900", "quantity": 2}, {"sku": "PT-BELT-24", "quantity": 4},
]  # fmt: skip
BELTS: JsonValue = [{"sku": "PT-BELT-24", "quantity": 2}]
WASHER: JsonValue = [{"sku": "WM900", "quantity": 1}]
CARD: JsonValue = {"tender": "card", "token": "tok_rahman_1111", "last4": "1111"}
ABDUL = chat("C-9")


def create(actor: Actor = TOM, lines: JsonValue = BELTS, **other: JsonValue):
    return do("ordering.create_order", actor, lines=lines, **other)


def test_AC11_1_two_washers_and_four_belts_are_ordered_to_the_cent():
    outcome = create(ABDUL, WASHERS_AND_BELTS)
    assert {one.name: one.amount for one in outcome.figures} == {
        "goods": usd("1897.80"), "tax": usd("147.08"), "total": usd("2044.88"),
        "delivery": usd("0.00"), "deposit": usd("408.98"),
    }  # fmt: skip
    number = str(outcome.answer("order"))
    card = queries.order_card(number)
    assert (card.state, card.total, card.tax) == ("allocated", usd("2044.88"), usd("147.08"))
    assert [(one.sku, one.to_send, one.pieces) for one in queries.supply_of(number)] == [
        ("WM900", 2, 2), ("PT-BELT-24", 4, 4),
    ]  # fmt: skip
    assert "The goods cost $1,897.80, so delivery is free." in told(outcome)


def test_the_deposit_is_paid_with_the_order_and_stands_in_the_books():
    cash: JsonValue = {"tender": "cash"}
    order = done("ordering.create_order", TOM_IN_STORE, lines=WASHER, pay=cash)
    number = str(order.answer("order"))
    assert -ledger.balance_of("2100", about=f"order:{number}") == usd("210.76")
    assert billing.captured(number) == usd("210.76")


def test_cash_that_nobody_of_ours_took_pays_nothing():
    with nothing_changes():
        outcome = create(TOM, WASHER, pay={"tender": "cash"})
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == [
        "Cash, cheques and money orders are taken by our people in a store. "
        "Here you pay by card or from a bank account."
    ]


def test_the_token_of_a_card_is_kept_in_no_journal():
    create(ABDUL, WASHER, pay=CARD)
    assert "tok_rahman_1111" not in repr(list(JournalRow.objects.values_list("payload", flat=True)))


def test_the_confirmation_names_price_day_and_the_right_to_cancel():
    outcome = create()
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert mail["subject"] == f"Your order {outcome.answer('order')}"
    for sentence in (
        "2 × Drive belt PT-BELT-24 at $24.95 each: $49.90 by the list.",
        "It comes to $53.77 in all.", "You may cancel until it leaves",
    ):  # fmt: skip
        assert sentence in str(mail["body"])


def test_what_is_told_as_promised_is_what_is_stored_and_owed_to_the_customer():
    # Monday June 15: handled by the 16th, then three days on the way and one of margin, as the
    # demo has fewer than ten deliveries to learn from: 17, 18, 22, 23. June 19 is a holiday.
    outcome = create()
    number = str(outcome.answer("order"))
    assert outcome.answer("promised_on") == "2026-06-23"
    assert "It is promised for June 23, 2026." in told(outcome)
    assert str(queries.promised_on(number)) == "2026-06-23"
    promise = open_promises(subject=f"order_line:{number}/1")[0]
    assert clock.local(promise.due_at).date().isoformat() == "2026-06-23"


def test_a_day_that_is_wanted_later_is_the_day_that_is_promised():
    outcome = create(wanted_on="2026-07-06")
    assert outcome.answer("promised_on") == "2026-07-06"


def test_a_day_in_the_past_is_asked_for_again():
    with nothing_changes():
        outcome = create(wanted_on="2026-06-14")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "wanted_on")


def test_AC11_3_an_order_above_the_limit_is_held_and_only_credit_lets_it_go_on():
    Account.objects.filter(number="40009").update(terms="net30")
    owed = shipment_invoiced(
        goods=usd("4300.00"), services=usd("0.00"), tax=usd("0.00"), party="C-9", about="order:O-1"
    )
    Entry.of(owed, source="test:owed", on=clock.today(), memo="What he owes")
    credit = queries.credit_of("C-9", clock.today())
    assert (credit.limit, credit.owed) == (usd("5000.00"), usd("4300.00"))
    assert credit.over(usd("968.67")) == usd("268.67")
    # Ordered by itself a washer comes to 968.68: the taxes of 899.00 are 56.19 of the state
    # (6.25 %) and 13.49 of the city (1.5 %), each rounded once; the spec's 69.67 is its share of
    # the two washers of AC11.1.
    outcome = create(ABDUL, WASHER, delivered=False)
    assert outcome.answer("total") == {"amount": "968.68", "currency": "USD"}
    assert outcome.answer("state") == "on_hold"
    assert any("$268.68 above your limit" in one for one in told(outcome))
    number = str(outcome.answer("order"))
    for somebody in (RAE, TOM):
        with nothing_changes():
            refused = do("ordering.release_hold", somebody, order=number, kind="credit")
        assert refused.code is Code.NOT_AUTHORISED
    assert done("ordering.release_hold", KOFI, order=number, kind="credit").answer("state") == (
        "allocated"
    )


def test_what_is_due_for_too_long_holds_an_order_whatever_its_amount():
    Account.objects.filter(number="40009").update(terms="net30")
    with clock.standing_at("2026-03-16"):
        owed = shipment_invoiced(
            goods=usd("10.00"),
            services=usd("0.00"),
            tax=usd("0.00"),
            party="C-9",
            about="order:O-1",
        )
        Entry.of(owed, source="test:owed", on=clock.today(), memo="What he owes")
    # To be paid by April 15; on June 14 that is sixty days ago.
    for day, state in (("2026-06-13", "allocated"), ("2026-06-14", "on_hold")):
        with clock.standing_at(day):
            assert create(ABDUL, BELTS).answer("state") == state


@pytest.mark.parametrize(("minutes", "is_asked"), [(10, True), (11, False)])
def test_AC11_4_the_same_basket_within_ten_minutes_is_asked_about(minutes, is_asked):
    first = create()
    with clock.standing_at(clock.now() + timedelta(minutes=minutes)):
        outcome = create()
    assert outcome.is_done is not is_asked
    if is_asked:
        assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "again")
        assert told(outcome) == [
            f"You ordered the same a few minutes ago: {first.answer('order')}. "
            "Shall we take it once more?"
        ]


def test_the_same_is_ordered_again_where_that_is_meant_and_other_goods_are_no_question():
    assert create().is_done
    assert create(again=True).is_done
    assert create(lines=[{"sku": "PT-BELT-24", "quantity": 3}]).is_done
    assert create(ABDUL).is_done


def test_what_is_not_meant_once_more_is_not_ordered():
    first = create()
    with nothing_changes():
        outcome = create(again=False)
    assert told(outcome) == [
        f"Order {first.answer('order')} stays as it is. Nothing more was ordered."
    ]


def test_a_buyer_s_number_stands_on_one_order_unless_it_is_meant():
    first = create(RIVERSIDE, po_number="RA-771")
    with nothing_changes():
        outcome = create(RIVERSIDE, WASHER, po_number="RA-771")
    assert told(outcome) == [
        f"Your number RA-771 stands on order {first.answer('order')} already. "
        "Shall it stand on this one too?"
    ]
    assert create(RIVERSIDE, WASHER, po_number="RA-771", again=True).is_done


def test_a_buyer_who_agreed_to_it_gives_a_number_with_each_order():
    with nothing_changes():
        outcome = create(chat("C-7"))
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "po_number")
    assert create(chat("C-7"), po_number="LPM-3001").is_done


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "2"])
def test_a_quantity_that_is_no_number_of_pieces_is_named(quantity):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        create(lines=[{"sku": "WM900", "quantity": quantity}])
    assert invalid.value.faults[0].field == "lines.0.quantity"


def test_an_unknown_article_is_answered_with_the_nearest_that_are_sold():
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        create(lines=[{"sku": "WM90", "quantity": 1}])
    assert "WM900 (WM900 washing machine)" in invalid.value.faults[0].accepted


def test_of_three_machines_with_two_serial_numbers_the_third_is_asked_for():
    two: JsonValue = [{"sku": "WM900", "quantity": 3, "serials": ["SN-1", "SN-2"]}]
    with nothing_changes():
        outcome = create(lines=two)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "lines")
    all_three: JsonValue = [{"sku": "WM900", "quantity": 3, "serials": ["SN-1", "SN-2", "SN-3"]}]
    number = str(create(lines=all_three).answer("order"))
    assert queries.supply_of(number)[0].kept[0].serials == ("SN-1", "SN-2", "SN-3")


def test_a_machine_is_not_brought_to_a_post_box():
    box: JsonValue = {
        "line1": "PO Box 12", "locality": "Harlow", "region": "XM", "postal_code": "55501",
    }  # fmt: skip
    with nothing_changes():
        assert create(lines=WASHER, ship_to=box).code is Code.POLICY_DENIED
    assert create(ship_to=box).is_done  # a belt goes by parcel


def test_pieces_come_from_stock_then_from_what_is_on_its_way():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=1)
    done("ordering.expect_supply", RAE, number="IN-1", sku="WM900", quantity=5, due_on="2026-06-29")
    outcome = create(lines=[{"sku": "WM900", "quantity": 3}])
    kept = queries.supply_of(str(outcome.answer("order")))[0].kept
    assert [(one.way, one.inbound, one.pieces) for one in kept] == [
        ("stock", "", 1), ("inbound", "IN-1", 2),
    ]  # fmt: skip
    # Here on Monday June 29, handled by the 30th, five days on the way and one of margin: July 1,
    # 2, 6, 7, 8, 9, as July 3 is a holiday.
    assert outcome.answer("promised_on") == "2026-07-09"


def test_what_is_kept_for_one_customer_is_not_kept_for_another():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=2)
    assert create(lines=WASHER).is_done
    assert queries.stock_of("WM900").free == 1
    with nothing_changes():
        outcome = create(ABDUL, [{"sku": "WM900", "quantity": 2}])
    assert outcome.code is Code.POLICY_DENIED
    assert [one.text() for one in outcome.instead] == ["We could take an order for 1 of it."]


def test_what_is_made_to_order_is_promised_when_it_is_made():
    # Fifteen business days from June 15 without June 19 and July 3: made by July 8, handled
    # by the 9th, then six days: 10, 13, 14, 15, 16, 17.
    outcome = create(lines=[{"sku": "HP24", "quantity": 1}])
    kept = queries.supply_of(str(outcome.answer("order")))[0].kept
    assert [(one.way, str(one.ready_on)) for one in kept] == [("production", "2026-07-08")]
    assert outcome.answer("promised_on") == "2026-07-17"


def test_what_leaves_is_taken_out_of_the_stock_and_arriving_keeps_the_promise():
    number = str(create().answer("order"))
    before = queries.stock_of("PT-BELT-24")
    done(
        "ordering.record_shipment", RAE, order=number, number="SH-9001", carrier="UPS",
        tracking="1Z", promised_on="2026-06-22", lines=[{"line": f"{number}/1", "quantity": 2}],
    )  # fmt: skip
    after = queries.stock_of("PT-BELT-24")
    assert (before.on_hand - after.on_hand, after.free) == (2, before.free)
    done("ordering.record_delivery", RAE, shipment="SH-9001", place="Harlow")
    assert not open_promises(subject=f"order_line:{number}/1")


def test_who_is_not_known_well_enough_orders_nothing():
    assert create(chat("C-6", V1)).code is Code.VERIFICATION_REQUIRED
    assert not SalesOrder.objects.filter(number__gte="O-5001", party="C-6").exists()
