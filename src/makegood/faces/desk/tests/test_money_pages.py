"""Payments, drawers and chargebacks have a page at the desk, with what can be done there."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.adapters.printing.typst.typesetter import TypstTypesetter
from makegood.core import worker
from makegood.core.runner import run
from makegood.domains.aftersales.tests import story
from makegood.domains.documents import ports
from makegood.domains.documents.queries import documents_about
from makegood.domains.ordering.tests.cast import RAE
from makegood.faces.desk.tests.test_record_pages import RAW, seen


@pytest.fixture
def rae_sees(at_the_desk):
    """What Rae reads at a place of the desk."""
    story.connect_simulators()
    return lambda place: seen(at_the_desk("rae"), place)


def test_a_payment_tells_what_it_was_and_what_can_be_done_with_it(rae_sees):
    page = rae_sees("records/P-5003")
    assert "Payment P-5003" in page
    assert "815.94" in page
    assert "Send its receipt" in page
    assert "The customer's bank takes it back" in page
    assert "The bank took it back unpaid" not in page
    assert not RAW.search(page), RAW.search(page)


def test_what_waits_on_an_account_is_put_somewhere_or_given_back(rae_sees):
    ask = {"party": "C-6", "amount": "40.00", "tender": "cheque"}
    number = run("billing.take_payment", ask, actor=RAE).answer("payment")
    page = rae_sees(f"records/{number}")
    assert "Put it to what is owed" in page
    assert "Give back what was too much" in page
    assert "The bank took it back unpaid" in page


def test_a_drawer_is_counted_and_closed_from_its_page(rae_sees):
    number = run("billing.open_drawer", {"counted": "200.00"}, actor=RAE).answer("drawer")
    page = rae_sees(f"records/{number}")
    assert f"Cash drawer {number}" in page
    assert "Count and close it" in page
    assert not RAW.search(page), RAW.search(page)


def test_a_chargeback_tells_how_it_stands(rae_sees):
    ask = {"payment": "P-5003", "amount": "815.94", "reference": "DP-1", "reason": "not received"}
    number = run("billing.record_chargeback", ask, actor=RAE).answer("chargeback")
    ports.use(TypstTypesetter())
    worker.work_off()
    (evidence,) = documents_about(f"chargeback:{number}")
    page = rae_sees(f"records/{number}")
    assert f"Chargeback {number}" in page
    assert "Record how the bank decided" in page
    assert "Chargeback CB-1001 Tom Gallagher" in page
    assert "Order O-1041 Payment P-5003" in page
    assert f"Evidence {evidence.number}" in page
    assert not RAW.search(page), RAW.search(page)


def test_a_customers_page_tells_what_is_owed_what_waits_and_what_we_hold(rae_sees):
    assert "owes" not in rae_sees("customers/C-6")
    assert "owes USD 479.49" in rae_sees("customers/C-7")
    ask = {"party": "C-6", "amount": "40.00", "tender": "cheque"}
    run("billing.take_payment", ask, actor=RAE)
    page = rae_sees("customers/C-6")
    assert "store credit USD 0.00 · USD 40.00 waits on the account" in page


def test_a_claim_on_a_carrier_is_answered_once_from_its_page(rae_sees):
    ask = {"shipment": "SH-3001", "line": "O-1041/1", "kind": "damaged", "note": "Dented."}
    number = run("ordering.open_freight_claim", ask, actor=RAE).answer("claim")
    page = rae_sees(f"records/{number}")
    assert "Record what the carrier answered" in page
    run("ordering.record_claim_answer", {"claim": number, "paid": "809.10"}, actor=RAE)
    page = rae_sees(f"records/{number}")
    assert "Record what the carrier answered" not in page
    assert not RAW.search(page), RAW.search(page)


def test_a_carriers_bill_tells_what_is_owed_for_each_parcel(rae_sees):
    parcels: JsonValue = [{"tracking": "ZZ-1", "amount": "9.00"}]
    ask: dict[str, JsonValue] = {"carrier": "UPS", "number": "U-1", "dated_on": "2026-06-12"}
    ask["parcels"] = parcels
    number = run("aftersales.record_carrier_bill", ask, actor=RAE).answer("bill")
    page = rae_sees(f"records/{number}")
    assert f"Carrier's bill {number}" in page
    assert "ZZ-1" in page
    assert not RAW.search(page), RAW.search(page)
