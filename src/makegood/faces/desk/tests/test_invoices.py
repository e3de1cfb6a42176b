"""An invoice at the desk: its papers side by side, the difference seen at once, and what to do."""

from __future__ import annotations

import re

import pytest

from makegood.domains.aftersales.tests import story
from makegood.domains.aftersales.tests.lindqvist import right_delivery
from makegood.domains.ordering.queries import bills_of
from makegood.domains.ordering.tests.cast import RAE, done
from makegood.faces.desk.tests.test_record_pages import RAW, seen


@pytest.fixture
def rae_sees(at_the_desk):
    story.connect_simulators()
    return lambda place: seen(at_the_desk("rae"), place)


def test_the_papers_stand_side_by_side_and_what_differs_is_marked_in_words(rae_sees):
    page = rae_sees("records/10231")
    assert "Requisition RQ-881" in page
    assert "8 pieces" in page
    assert "10 at 44.50 pieces price" in page
    kit = "Belt and tensioner kit PT-BELTKIT-24"
    assert f"{kit}: 8 of 10 pieces were packed; 2 were never sent." in page
    assert "MP-1 · lies with: company 89.00" in page
    assert "MP-8 · lies with: company 20.00" in page
    assert "Billed 445.00 To credit and its tax of 8.45 −109.00 Due 336.00" in page
    assert "Prepare the return invoice" in page
    assert not RAW.search(page)


def test_once_it_is_credited_the_return_invoice_is_shown_with_its_papers(rae_sees):
    done("aftersales.prepare_return_invoice", RAE, invoice="10231")
    page = rae_sees("records/10231")
    assert "Billed 445.00 Credited already −109.00" in page
    assert "CM-1001" in page
    assert "USD 117.45" in page
    assert "Return invoice CM-1001" in page
    assert "CM-1001" in rae_sees("records/CM-1001")


def test_without_a_receiving_report_it_says_what_is_missing(rae_sees):
    right_delivery("7043", "10300", counted=False)
    assert "Nobody has counted what arrived" in rae_sees("records/10300")


def test_an_order_leads_to_its_invoice(rae_sees):
    assert "Invoices 10231" in rae_sees("records/O-1043")


def test_an_invoice_that_does_not_exist_is_not_found(at_the_desk):
    assert at_the_desk("rae").get("/desk/records/99999").status_code == 404


def test_the_bill_of_a_shipment_is_laid_beside_its_papers_and_can_be_credited(at_the_desk):
    bill = bills_of("O-1045")[0]
    html = at_the_desk("rae").get(f"/desk/records/{bill.number}").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "The papers side by side" in text
    assert "due 860.97" in text
    assert f"/desk/acts/aftersales.prepare_return_invoice?invoice={bill.number}" in html
    assert f"/desk/print/invoice/{bill.number}.pdf" in html
