"""An invoice stands on the books as it was sent, also where it bills what did not leave."""

from __future__ import annotations

import pytest

from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.aftersales.tests.lindqvist import (
    INVOICE,
    KIT,
    LINDQVIST,
    owed,
    record_invoice,
    right_delivery,
)
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd

BILLED = {"sku": KIT, "quantity": 10, "price": "44.50", "tax": "34.49"}


def record(actor=RAE, **ask):
    asked = {
        "order": "O-1043", "number": "10999", "dated_on": "2026-06-10", "lines": [BILLED],
        "total": "479.49", **ask,
    }  # fmt: skip
    return do("aftersales.record_invoice", actor, **asked)


def test_what_left_is_booked_already_and_only_the_rest_is_added():
    """336.00 and 26.05 tax left with the goods; the invoice bills 445.00 and 34.49."""
    assert posted(f"invoice:{INVOICE}") == [
        ("J02", "1100", "117.44"), ("J02", "4000", "-109.00"), ("J02", "2200", "-8.44"),
    ]  # fmt: skip
    assert owed() == usd("479.49")


def test_an_invoice_of_just_what_left_adds_nothing():
    right_delivery("7043", "10300")
    assert posted("invoice:10300") == []
    assert ledger.balance_of("1100", party="C-7", about="order:O-7043") == usd("452.55")


def test_a_second_invoice_of_the_same_is_owed_until_it_is_credited():
    record_invoice("O-1043", "10240", "2026-06-06", price="44.50", tax="34.49", total="479.49")
    assert owed() == usd("958.98")


def test_a_number_is_recorded_once():
    with nothing_changes():
        again = record(number=INVOICE)
    assert again.code is Code.POLICY_DENIED
    assert told(again) == ["This paper is filed already, as 10231."]


def test_lines_that_do_not_add_up_are_refused_with_both_sums():
    with pytest.raises(InvalidAsk) as refused:
        record(total="480.00")
    (fault,) = refused.value.faults
    assert "479.49 USD" in fault.accepted
    assert "480.00 USD" in fault.accepted


def test_an_invoice_in_another_currency_than_ours_is_refused_with_what_is_accepted():
    euros = {**BILLED, "price": "44.50 EUR", "tax": "34.49 EUR"}
    with pytest.raises(InvalidAsk) as refused:
        record(lines=[euros], total="479.49 EUR")
    assert "Write an amount in USD" in str(refused.value)


def test_an_order_that_does_not_exist_is_not_found():
    assert record(order="O-9999").code is Code.NOT_FOUND


def test_no_customer_records_an_invoice():
    with nothing_changes():
        assert record(LINDQVIST).code is Code.NOT_AUTHORISED


def ship_the_rest():
    """The two kits that were billed and not sent leave after all."""
    return done(
        "ordering.record_shipment", RAE, order="O-1043", number="SH-9", carrier="Quayside Parcel",
        tracking="QP9", promised_on="2026-06-17", lines=[{"line": "O-1043/1", "quantity": 2}],
    )  # fmt: skip


def test_what_was_billed_before_it_left_is_not_billed_again_when_it_leaves():
    outcome = ship_the_rest()
    assert outcome.answer("invoiced") == {"amount": "0.00", "currency": "USD"}
    assert posted("shipment:SH-9:invoice") == []
    assert [account for _, account, _ in posted("shipment:SH-9:cost")] == ["5000", "1200"]
    assert owed() == usd("479.49")


def test_what_was_credited_as_never_sent_is_billed_when_it_leaves_after_all():
    """362.04 is owed after the return invoice; two kits at 42.00 and 6.50 tax come to 90.50."""
    done("aftersales.prepare_return_invoice", RAE, invoice=INVOICE)
    outcome = ship_the_rest()
    assert outcome.answer("invoiced") == {"amount": "90.50", "currency": "USD"}
    assert owed() == usd("452.54")
