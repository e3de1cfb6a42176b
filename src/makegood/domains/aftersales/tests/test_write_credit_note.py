"""A return invoice as XML is UBL, keeps the rules of EN 16931, and names its invoice."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree
from einvoice import validate_bytes
from peppol.xsd import validate_xsd

from makegood.core.decision import Code
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lindqvist import INVOICE
from makegood.domains.aftersales.ubl import MEDIA_TYPE
from makegood.domains.documents.queries import content, documents_about
from makegood.domains.ordering.tests.cast import COMPANY, INES, RAE, do, done, nothing_changes

_NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def written(**ask):
    """The XML of a return invoice of Lindqvist, and its number."""
    actor = INES if ask else RAE
    outcome = done("aftersales.prepare_return_invoice", actor, invoice=INVOICE, **ask)
    memo = str(outcome.answer("credit_memo"))
    (document,) = documents_about(f"credit_memo:{memo}")
    assert document.media_type == MEDIA_TYPE
    return memo, content(document.number)


def texts(xml, path):
    return [one.text for one in ElementTree.fromstring(xml).findall(path, _NAMES)]


def test_AC20_6_the_xml_names_the_invoice_with_its_number_and_day():
    memo, xml = written()
    preceding = "cac:BillingReference/cac:InvoiceDocumentReference"
    assert texts(xml, f"{preceding}/cbc:ID") == ["10231"]
    assert texts(xml, f"{preceding}/cbc:IssueDate") == ["2026-06-03"]
    assert texts(xml, "cbc:CreditNoteTypeCode") == ["381"]
    assert texts(xml, "cbc:ID") == [memo]
    assert texts(xml, "cac:OrderReference/cbc:ID") == ["LPM-2217"]


def test_AC20_6_its_totals_are_the_sums_of_its_lines():
    _, xml = written()
    assert texts(xml, "cac:CreditNoteLine/cbc:LineExtensionAmount") == ["89.00", "20.00"]
    assert texts(xml, "cac:CreditNoteLine/cac:Price/cbc:PriceAmount") == ["44.50", "2.50"]
    assert texts(xml, "cac:CreditNoteLine/cbc:CreditedQuantity") == ["2", "8"]
    assert texts(xml, "cac:LegalMonetaryTotal/*") == ["109.00", "109.00", "117.45", "117.45"]
    assert texts(xml, "cac:TaxTotal/cbc:TaxAmount") == ["8.45"]
    assert set(texts(xml, ".//cac:ClassifiedTaxCategory/cbc:Percent")) == {"7.75"}


@pytest.mark.parametrize("ask", [{}, {"amount": "33.33", "reason": "Agreed with the buyer"}])
def test_it_is_ubl_and_keeps_the_published_rules(ask):
    """The OASIS schema of UBL 2.1, and the business rules of EN 16931."""
    _, xml = written(**ask)
    assert validate_xsd(xml) == (True, [])
    assert validate_bytes(xml, profile="en16931")["violations"] == []


def test_a_return_is_credited_without_one():
    with nothing_changes():
        outcome = do("aftersales.write_credit_note", RAE, credit_memo="CM-9999")
    assert outcome.code in (Code.NOT_AUTHORISED, Code.NOT_FOUND)
    assert do("aftersales.write_credit_note", COMPANY, credit_memo="CM-9999").code is not None


def test_the_memo_and_the_xml_say_the_same():
    memo, xml = written()
    card = queries.credit_memo_card(memo)
    assert texts(xml, "cac:LegalMonetaryTotal/cbc:PayableAmount") == [f"{card.total.amount:.2f}"]
