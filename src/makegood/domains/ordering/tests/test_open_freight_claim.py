"""A carrier owes for what it damaged or lost, told in time, once."""

from __future__ import annotations

import pytest

from makegood.core.decision import Code
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, ordered


def claim(**changed):
    ask = {"shipment": "SH-3001", "line": "O-1041/1", "kind": "damaged", "note": "Dented."}
    return do("ordering.open_freight_claim", RAE, **(ask | changed))


def test_what_was_damaged_at_the_door_is_claimed_once_for_what_it_was_worth():
    assert claim().answer("amount") == {"amount": "809.10", "currency": "USD"}
    with nothing_changes():
        assert claim().code is Code.POLICY_DENIED


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
