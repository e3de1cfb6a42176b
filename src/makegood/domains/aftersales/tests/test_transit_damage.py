"""What the carrier damaged comes back at no cost, with its delivery, and the carrier is claimed."""

from __future__ import annotations

from makegood.core import worker
from makegood.core.models import Effect
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.queries import line_card
from makegood.domains.ordering.tests.cast import RAE, chat, done, usd


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
