"""A carrier owes for what it damaged or lost, told in time, once."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.ordering.models import Shipment
from makegood.domains.ordering.tests.cast import (
    RAE,
    amount_of,
    do,
    done,
    nothing_changes,
    ordered,
)

HARLOW: JsonValue = {
    "line1": "61 Station Road", "locality": "Harlow", "region": "XM", "postal_code": "55501",
}  # fmt: skip


def claim(**changed):
    ask = {"shipment": "SH-3001", "line": "O-1041/1", "kind": "damaged", "note": "Dented."}
    return do("ordering.open_freight_claim", RAE, **(ask | changed))


def test_what_was_damaged_at_the_door_is_claimed_once_for_what_it_was_worth():
    assert claim().answer("amount") == {"amount": "809.10", "currency": "USD"}
    with nothing_changes():
        assert claim().code is Code.POLICY_DENIED
    sent = Effect.objects.get(kind="carrier.claim")
    shipment = Shipment.objects.get(number="SH-3001")
    assert (sent.key, sent.payload["pieces"], sent.payload["what"]) == ("FC-1001", 1, "Dented.")
    assert sent.payload["tracking"] == shipment.tracking


@pytest.mark.parametrize("changed", [{"kind": "concealed"}, {"kind": "lost"}, {"pieces": 2}])
def test_too_late_not_lost_or_more_than_was_there_is_not_claimed(changed):
    with nothing_changes():
        assert claim(**changed).code is Code.POLICY_DENIED


def test_goods_of_another_shipment_are_not_found():
    with nothing_changes():
        assert claim(line="O-1045/1").code is Code.NOT_FOUND


def test_what_never_arrived_is_lost_after_the_promised_day():
    order = ordered()
    done(
        "ordering.record_shipment", RAE, order=order, number="SH-9001", carrier="UPS",
        tracking="1Z", promised_on="2026-06-14", lines=[{"line": f"{order}/1", "quantity": 2}],
    )  # fmt: skip
    lost = {"shipment": "SH-9001", "line": f"{order}/1", "kind": "lost", "pieces": 2}
    assert claim(**lost).answer("amount") == {"amount": "49.90", "currency": "USD"}


def test_of_three_pieces_for_a_hundred_dollars_all_is_claimed_to_the_cent():
    line: JsonValue = {"sku": "PT-BELT-24", "quantity": 3, "unit_price": "33.34",
                       "discount": "0.02", "tax": "7.75"}  # fmt: skip
    done(
        "ordering.import_order", party="C-9", account="40009", number="O-7310", ship_to=HARLOW,
        lines=[line], tax="7.75", total="107.75",
    )  # fmt: skip
    amounts = []
    for number, pieces in (("SH-9001", 1), ("SH-9002", 2)):
        done(
            "ordering.record_shipment", RAE, order="O-7310", number=number, carrier="UPS",
            tracking=number, promised_on="2026-06-14",
            lines=[{"line": "O-7310/1", "quantity": pieces}],
        )  # fmt: skip
        lost = {"shipment": number, "line": "O-7310/1", "kind": "lost", "pieces": pieces}
        amounts.append(amount_of(claim(**lost), "amount"))
    assert amounts == ["33.34", "66.66"]
