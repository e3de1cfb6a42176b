"""Only what left is billed, once; the deposit pays its share, and its rest goes with the last."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
    RAE,
    RIVERSIDE,
    chat,
    do,
    done,
    nothing_changes,
    ordered,
    usd,
)

ABDUL = chat("C-9")
PARCEL: dict[str, JsonValue] = {
    "carrier": "Meridian Freight", "tracking": "MF1", "promised_on": "2026-06-24",
}  # fmt: skip
CASH: JsonValue = {"tender": "cash"}


def ship(order, number, **pieces):
    lines: JsonValue = [
        {"line": f"{order}/{place.removeprefix('line')}", "quantity": count}
        for place, count in pieces.items()
    ]
    return done("ordering.record_shipment", RAE, order=order, number=number, lines=lines, **PARCEL)


def test_AC11_1_two_shipments_bill_the_order_and_use_up_its_deposit():
    order = ordered(ABDUL_IN_STORE, ("WM900", 2), ("PT-BELT-24", 4), pay=CASH)
    ref = f"order:{order}"
    assert -ledger.balance_of("2100", about=ref) == usd("408.98")
    first = ship(order, "SH-9001", line1=1, line2=4)
    second = ship(order, "SH-9002", line1=1)
    figures = [
        [one.answer(name) for name in ("invoiced", "deposit", "due")] for one in (first, second)
    ]
    assert [[amount["amount"] for amount in row] for row in figures] == [
        ["1076.21", "215.24", "860.97"], ["968.67", "193.74", "774.93"],
    ]  # fmt: skip
    bills = queries.bills_of(order)
    assert [(one.goods, one.tax) for one in bills] == [
        (usd("998.80"), usd("77.41")), (usd("899.00"), usd("69.67")),
    ]  # fmt: skip
    assert bills[0].total + bills[1].total == usd("2044.88")
    assert ledger.balance_of("2100", about=ref) == usd("0.00")
    assert ledger.balance_of("1100", about=ref) == usd("860.97") + usd("774.93")


def test_the_invoice_is_written_to_whoever_ordered_here():
    order = ordered(ABDUL_IN_STORE, ("WM900", 1), delivered=False, pay=CASH)
    ship(order, "SH-9001", line1=1)
    bill = queries.invoice_of("SH-9001")
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert mail["subject"] == f"Invoice {bill.number} for your order {order}"
    for sentence in (
        "This shipment comes to $968.68, of which $69.68 is tax.",
        "$193.74 of your deposit pays for it.", "$774.94 is due now.",
    ):  # fmt: skip
        assert sentence in str(mail["body"])


def test_who_buys_on_account_pays_by_a_day():
    order = ordered(RIVERSIDE, ("PT-CTRL", 12))
    ship(order, "SH-9001", line1=12)
    mail = Effect.objects.filter(kind="mail").latest("pk").payload
    assert "$2,248.27 is due on July 15, 2026." in str(mail["body"])


def test_what_is_no_goods_is_billed_with_the_last_goods():
    order = ordered(ABDUL, ("WM900", 1), ("SV-INST", 1))
    ship(order, "SH-9001", line1=1)
    bill = queries.invoice_of("SH-9001")
    assert (bill.goods, bill.labour) == (usd("899.00") + usd("79.00"), usd("149.00"))


@pytest.mark.parametrize(
    ("shipment", "code"), [("SH-3001", Code.POLICY_DENIED), ("SH-9999", Code.NOT_FOUND)]
)
def test_a_shipment_is_billed_once_and_has_to_exist(shipment, code):
    with nothing_changes():
        assert do("ordering.invoice_shipment", RAE, shipment=shipment).code is code
