"""Goods leave: what left is invoiced, its cost is booked, the deposit pays its share."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core import worker
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import (
    COMPANY,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.parcels import compared, connect_carriers, labelled

PARCEL = {"carrier": "Meridian Freight", "tracking": "MF1", "promised_on": "2026-06-17"}


def posted(source):
    """The lines posted for a source: (rule, account, amount), a debit positive."""
    return [
        (entry.rule, line.account, f"{line.amount.amount:.2f}")
        for entry in ledger.entries_of(source)
        for line in entry.lines
    ]


def test_W1_the_sale_with_deposit_is_posted_line_by_line():
    assert posted("shipment:SH-3001") == [
        ("J02", "1100", "1144.93"),
        ("J02", "4000", "-888.10"),
        ("J02", "4100", "-188.00"),
        ("J02", "2200", "-68.83"),
        ("J02", "5000", "540.00"),
        ("J02", "1200", "-540.00"),
        ("J03", "2100", "228.99"),
        ("J03", "1100", "-228.99"),
    ]
    assert ledger.balance_of("1100", party="C-6") == usd("0.00")
    assert ledger.balance_of("2100", party="C-6") == usd("0.00")
    assert billing.captured("O-1041") == usd("1144.93")


def test_AC11_1_the_deposit_pays_its_share_and_the_rest_with_the_last_shipment():
    first = ledger.entries_of("shipment:SH-3005")
    second = ledger.entries_of("shipment:SH-3006")
    dues = [[e.lines[0].amount for e in entries if e.rule != "J02" or e.lines[0].account == "1100"]
            for entries in (first, second)]  # fmt: skip
    assert dues == [[usd("1076.21"), usd("215.24")], [usd("968.67"), usd("193.74")]]
    assert ledger.balance_of("2100", party="C-9") == usd("0.00")
    assert ledger.balance_of("1100", party="C-9") == usd("0.00")
    paid = [payment.amount for payment in billing.payments_of("O-1045")]
    assert paid == [usd("408.98"), usd("860.97"), usd("774.93")]


def test_only_what_left_is_invoiced():
    kits: JsonValue = {
        "sku": "PT-BELTKIT-24", "quantity": 10, "unit_price": "42.00", "tax": "32.55",
    }  # fmt: skip
    harlow: JsonValue = {
        "line1": "200 Quay Street", "locality": "Harlow", "region": "XM", "postal_code": "55504",
    }  # fmt: skip
    done(
        "ordering.import_order", COMPANY, party="C-7", account="40007", number="O-7043",
        ship_to=harlow, lines=[kits], tax="32.55", total="452.55",
    )  # fmt: skip
    for number, pieces, owed, state in (
        ("SH-8", 8, "362.05", "part_shipped"), ("SH-9", 2, "452.55", "shipped"),
    ):  # fmt: skip
        done(
            "ordering.record_shipment", RAE, order="O-7043", number=number, **PARCEL,
            lines=[{"line": "O-7043/1", "quantity": pieces}],
        )  # fmt: skip
        assert ledger.balance_of("1100", about="order:O-7043") == usd(owed)
        assert queries.order_card("O-7043").state == state


def test_no_more_leaves_than_is_left_to_send():
    with nothing_changes():
        outcome = do(
            "ordering.record_shipment", RAE, order="O-1045", number="SH-9", **PARCEL,
            lines=[{"line": "O-1045/1", "quantity": 1}],
        )  # fmt: skip
    assert outcome.code is Code.POLICY_DENIED
    assert "1 were to be sent, and 0 are left" in outcome.statements[0].text()


def test_a_shipment_is_recorded_once():
    with nothing_changes():
        outcome = do(
            "ordering.record_shipment", RAE, order="O-1045", number="SH-3006", **PARCEL,
            lines=[{"line": "O-1045/1", "quantity": 1}],
        )  # fmt: skip
    assert outcome.code is Code.POLICY_DENIED


def test_a_line_of_another_order_is_not_in_it():
    with nothing_changes():
        outcome = do(
            "ordering.record_shipment", RAE, order="O-1045", number="SH-9", **PARCEL,
            lines=[{"line": "O-1041/1", "quantity": 1}],
        )  # fmt: skip
    assert outcome.code is Code.NOT_FOUND


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"line": "O-1045/1", "quantity": 2, "serials": ["SN-1"]}, "lines.0"),
        ({"line": "O-1045/1", "quantity": 1, "picked_serials": ["SN-1"]}, "lines.0"),
        ({"line": "O-1045/1", "quantity": 0}, "lines.0.quantity"),
    ],
)
def test_each_piece_has_its_serial_number_or_none_has(line, field):
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        do("ordering.record_shipment", RAE, order="O-1045", number="SH-9", **PARCEL, lines=[line])
    assert invalid.value.faults[0].field == field


def test_a_shipment_keeps_carrier_service_cost_and_tracking_of_its_carriage():
    connect_carriers()
    order, carriage = labelled()
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carriage=carriage,
         lines=lines)  # fmt: skip
    card = queries.shipment_card("SH-9")
    assert (card.carrier, card.service, card.cost) == ("Kestrel Parcel", "Economy", usd("5.50"))
    assert card.tracking == queries.carriage_card(carriage).tracking
    assert card.promised_on == date(2026, 6, 23)
    assert queries.carriage_card(carriage).shipment == "SH-9"


def test_goods_leave_with_a_carriage_of_their_own_order_that_has_its_label():
    connect_carriers()
    order, carriage = compared()
    other, others = labelled(("PT-MOTOR", 1))
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    for wrong, why in ((carriage, "has no carrier yet"), (others, "is of another order")):
        with nothing_changes():
            outcome = do("ordering.record_shipment", RAE, order=order, number="SH-9",
                         carriage=wrong, lines=lines)  # fmt: skip
        assert why in outcome.statements[0].text()
    assert queries.order_card(other).state == "allocated"


def test_without_a_carriage_the_carrier_is_asked_for():
    order = ordered()
    with nothing_changes():
        lines: JsonValue = [{"line": f"{order}/1", "quantity": 1}]
        outcome = do("ordering.record_shipment", RAE, order=order, number="SH-9", lines=lines)
    assert outcome.code is Code.NEEDS_INFO


def test_a_carriage_takes_the_goods_that_it_was_booked_for_and_no_others():
    connect_carriers()
    order = ordered(TOM, ("PT-BELT-24", 2), ("PT-CTRL", 1))
    belts: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    carriage = str(
        done("ordering.compare_carriers", RAE, order=order, lines=belts).answer("carriage")
    )
    done("ordering.book_carriage", RAE, carriage=carriage)
    worker.work_off()
    for line, pieces in ((f"{order}/2", 1), (f"{order}/1", 1)):
        packed: JsonValue = [{"line": line, "quantity": pieces}]
        with nothing_changes():
            refused = do("ordering.record_shipment", RAE, order=order, number="SH-9",
                         carriage=carriage, lines=packed)  # fmt: skip
        assert "was booked for other goods" in told(refused)[0]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carriage=carriage,
         lines=belts)  # fmt: skip


def test_no_more_leaves_than_was_counted_in_the_warehouse():
    order = ordered()
    done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=1)
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    with nothing_changes():
        refused = do("ordering.record_shipment", RAE, order=order, number="SH-9", lines=lines,
                     **PARCEL)  # fmt: skip
    assert "Please count them first" in told(refused)[0]
    done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=2)
    done("ordering.record_shipment", RAE, order=order, number="SH-9", lines=lines, **PARCEL)
    assert queries.stock_of("PT-BELT-24").on_hand == 0
