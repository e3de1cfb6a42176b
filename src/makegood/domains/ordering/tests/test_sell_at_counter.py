"""What is here is sold over the counter in one act: paid, billed and taken along, or not at all."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.models import Effect, JournalRow
from makegood.core.money import Money
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.billing import queries as billing
from makegood.domains.billing.tests.till import inside
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    COMPANY,
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

BELTS: JsonValue = [{"sku": "PT-BELT-24", "quantity": 2}]
WASHER: JsonValue = [{"sku": "WM900", "quantity": 1, "serials": ["SN-90001"]}]


@pytest.fixture
def drawer() -> str:
    return str(done("billing.open_drawer", RAE, counted="200.00").answer("drawer"))


def sell(lines: JsonValue = BELTS, by=RAE, **other: JsonValue):
    return do("ordering.sell_at_counter", by, account="40006", lines=lines,
              **{"tender": "cash", **other})  # fmt: skip


def posted(about: str) -> list[tuple[str, str, str]]:
    entries = ledger.entries_of(about)
    return [(e.rule, line.account, str(line.amount.amount)) for e in entries for line in e.lines]


def holds(drawer: str) -> Money:
    seen = billing.drawer(drawer)
    assert seen is not None
    return seen.expected


def in_stock(sku: str) -> int:
    return queries.stock_of(sku).on_hand


def test_two_belts_are_paid_into_the_drawer_billed_and_taken_along_in_one_act(drawer):
    before = in_stock("PT-BELT-24")
    sold = sell()
    # 2 x 24.95 and 7.75 % of 49.90, where they are sold.
    assert told(sold)[-2:] == [
        "It comes to $53.77 in all, paid now.",
        "You take it along. Invoice and receipt come with it.",
    ]
    order = str(sold.answer("order"))
    card = queries.order_card(order)
    assert (card.state, str(card.total)) == ("delivered", str(usd("53.77")))
    assert amount_of(sold, "total") == "53.77"
    assert in_stock("PT-BELT-24") == before - 2
    assert posted(f"payment:{sold.answer('payment')}") == [
        ("J04", "1030", "53.77"), ("J04", "1100", "-53.77"),
    ]  # fmt: skip
    assert holds(drawer) == usd("253.77")
    assert ledger.balance_of("1100", about=f"order:{order}") == usd("0.00")
    (bill,) = queries.bills_of(order)
    assert (bill.number, bill.total, bill.tax) == (
        sold.answer("invoice"),
        usd("53.77"),
        usd("3.87"),
    )


def test_bill_and_receipt_are_sent_and_nothing_more_is_promised(drawer):
    sold = sell()
    notices = {str(one.payload.get("notice")) for one in Effect.objects.filter(kind="mail")}
    assert notices == {"shipment_invoiced", "receipt"}
    bodies = "\n".join(str(one.payload["body"]) for one in Effect.objects.filter(kind="mail"))
    assert "$53.77" in bodies
    assert str(sold.answer("payment")) in bodies


def test_a_washer_leaves_under_its_serial_number_and_no_delivery_is_charged(drawer):
    with nothing_changes():
        assert told(sell([{"sku": "WM900", "quantity": 1}])) == [
            "Please give the serial number of each WM900 washing machine that is taken along."
        ]
    sold = sell(WASHER)
    assert amount_of(sold, "total") == "968.68"
    (line,) = queries.order_card(str(sold.answer("order"))).lines
    assert (line.sku, line.delivered) == ("WM900", 1)


def test_the_tax_is_that_of_the_shop_and_not_of_the_buyers_home(drawer):
    shop: JsonValue = {"line1": "3 Weir Lane", "locality": "Millbrook", "region": "XM",
                       "postal_code": "55520"}  # fmt: skip
    sold = done("ordering.sell_at_counter", RAE, account="40006", lines=BELTS, tender="cash",
                shop=shop)  # fmt: skip
    (bill,) = queries.bills_of(str(sold.answer("order")))
    assert (bill.goods, bill.tax) == (usd("49.90"), usd("3.12"))  # the state's 6.25 % alone


def test_without_an_open_drawer_no_cash_is_taken_and_nothing_is_sold():
    with nothing_changes():
        outcome = sell()
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == [
        "You have no cash drawer open. Open one before you take cash. Nothing was sold."
    ]


def test_the_last_piece_is_sold_and_one_more_than_there_are_is_not(drawer):
    done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=2)
    done("ordering.expect_supply", RAE, number="IN-9", sku="PT-BELT-24", quantity=5,
         due_on="2026-06-20")  # fmt: skip
    with nothing_changes():
        outcome = sell([{"sku": "PT-BELT-24", "quantity": 3}])
    assert told(outcome) == [
        "There is not enough of Drive belt PT-BELT-24 here to be taken along now. Take an order "
        "for it. Nothing was sold."
    ]
    assert sell().is_done
    assert in_stock("PT-BELT-24") == 0


def test_a_service_is_not_taken_along(drawer):
    with nothing_changes():
        outcome = sell([{"sku": "PT-BELT-24", "quantity": 1}, {"sku": "SV-HAUL", "quantity": 1}])
    assert outcome.code is Code.POLICY_DENIED
    assert "cannot be taken along. Take an order for it." in told(outcome)[0]


def test_a_gift_card_pays_it_and_one_that_holds_too_little_changes_nothing(drawer):
    for code, amount in (("GC-2001", "53.77"), ("GC-2002", "53.76")):
        done(
            "billing.load_gift_card", COMPANY, code=code, amount=amount, reason="Sold at the till."
        )
    with nothing_changes():
        assert sell(tender="gift", token="GC-2002").code is Code.POLICY_DENIED
    sold = sell(tender="gift", token="GC-2001")
    assert sold.is_done, sold.explanation()
    assert holds(drawer) == usd("200.00")
    rows = JournalRow.objects.values_list("payload", flat=True)
    assert "GC-2001" not in repr(list(rows))


def test_store_credit_pays_it_under_the_buyers_name_and_too_little_of_it_changes_nothing():
    for amount in ("53.76", "0.01"):
        with nothing_changes():
            assert sell(tender="store_credit").status is Status.REFUSED
        inside("billing.issue_store_credit", COMPANY, party="C-6", amount=amount, out_of="5200",
               source=f"case:CS-1:{amount}", reason="Goodwill")  # fmt: skip
    assert sell(tender="store_credit").is_done
    assert billing.stored_value("C-6") == usd("0.00")


def test_two_pieces_do_not_leave_under_one_serial_number(drawer):
    twice: JsonValue = [{"sku": "WM900", "quantity": 2, "serials": ["SN-90001", "SN-90001"]}]
    with nothing_changes():
        assert told(sell(twice)) == [
            "Please give the serial number of each WM900 washing machine that is taken along."
        ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL locks rows")
def test_stock_and_drawer_are_locked_before_it_is_decided(drawer):
    with CaptureQueriesContext(connection) as sent:
        assert sell().is_done
    asked = [one["sql"] for one in sent]
    taken = next(place for place, sql in enumerate(asked) if sql.startswith("INSERT"))
    locked = "".join(sql for sql in asked[:taken] if "FOR UPDATE" in sql)
    assert "ordering_stocklevel" in locked
    assert "billing_drawer" in locked


def test_no_card_is_charged_over_the_counter_before_its_provider_said_yes(drawer):
    with pytest.raises(InvalidAsk):
        sell(tender="card")


def test_a_number_that_the_warehouse_gave_already_is_left_out(drawer):
    order = ordered(TOM, ("PT-BELT-24", 1))
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
    done("ordering.record_shipment", RAE, order=order, number="SH-1001", carrier="Hand Post",
         tracking="HP1", promised_on="2026-06-19", lines=lines)  # fmt: skip
    (bill,) = queries.bills_of(str(sell().answer("order")))
    assert bill.shipment == "SH-1002"


def test_only_our_people_sell():
    with nothing_changes():
        assert sell(by=TOM).code is Code.NOT_AUTHORISED
