"""What the carrier damaged comes back at no cost, with its delivery, and the carrier is claimed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.core import clock, worker
from makegood.core.models import Effect
from makegood.domains.aftersales.tests.story import lived
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.queries import freight_claim_card, line_card
from makegood.domains.ordering.tests.cast import RAE, chat, done, tom_s_other_order, usd
from makegood.handbook import book


def test_AC19_3_a_dent_that_the_driver_noted_costs_nothing_and_is_claimed_from_the_carrier():
    """809.10 and 62.71 tax are 871.81; the delivery of 79.00 and 6.12 tax comes back as well."""
    opened = done(
        "aftersales.open_return", chat("C-5"), line="O-1042/1", reason="damaged_in_transit"
    )
    figures = {one.name: f"{one.amount.amount:.2f}" for one in opened.figures}
    assert figures == {
        "goods": "809.10", "tax": "62.71", "delivery": "85.12", "refund": "956.93",
        "refund_card": "956.93",
    }  # fmt: skip
    assert opened.answer("fee") == {"amount": "0.00", "currency": "USD"}
    claim = Effect.objects.get(kind="carrier.claim")
    assert freight_claim_card(claim.key).kind == "damaged"
    assert claim.payload["tracking"] == "MF260601042"
    number = str(opened.answer("return_number"))
    done("aftersales.receive_return", RAE, return_number=number)
    (serial,) = line_card("O-1042/1").serials
    done(
        "aftersales.inspect_return", RAE, return_number=number, grade="C", serial_number=serial,
        accessories_complete=True, works=True, findings="Dent on the left side",
    )  # fmt: skip
    worker.work_off()
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.total == usd("956.93")


@pytest.mark.parametrize(("days", "kinds"), [(5, ["concealed"]), (6, [])])
def test_what_no_driver_noted_is_claimed_as_found_when_unpacked_within_5_days(days, kinds):
    (parcel,) = book().people.order("O-1041").shipments
    came = {"number": "SH-7001", "delivered_on": clock.today() - timedelta(days=days)}
    lived(tom_s_other_order(shipments=(parcel.model_copy(update=came),)))
    done("aftersales.open_return", chat("C-6"), line="O-7001/1", reason="damaged_in_transit")
    claims = Effect.objects.filter(kind="carrier.claim").values_list("key", flat=True)
    assert [freight_claim_card(one).kind for one in claims] == kinds
