"""A return invoice as XML is UBL, keeps the rules of EN 16931, and names its invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from defusedxml import ElementTree
from einvoice import validate_bytes
from peppol.xsd import validate_xsd

from makegood.core.decision import Code
from makegood.core.outcome import NotFound
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models.notes import note_of
from makegood.domains.aftersales.tests.lindqvist import INVOICE
from makegood.domains.aftersales.tests.story import inspected
from makegood.domains.aftersales.ubl import MEDIA_TYPE, Note, NoteLine, Side, credit_note
from makegood.domains.documents.queries import content, documents_about
from makegood.domains.ordering.tests.cast import COMPANY, INES, RAE, do, done, nothing_changes, usd

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
    memo = queries.return_card(inspected()).credit_memo
    assert memo == "CM-1001"
    assert documents_about(f"credit_memo:{memo}") == ()
    with pytest.raises(NotFound):
        note_of(memo)


@pytest.mark.parametrize("somebody", [RAE, COMPANY])
def test_nobody_writes_one_by_hand(somebody):
    memo, _ = written()
    with nothing_changes():
        outcome = do("aftersales.write_credit_note", somebody, credit_memo=memo)
    assert outcome.code is Code.NOT_AUTHORISED


def test_with_two_rates_the_taxes_of_the_rates_come_to_the_tax():
    """5.01 at 7.75 % is 0.39, 5.01 at 2.5 % would be 0.13; 0.51 was charged, so 0.12 is."""
    side = Side("A", "Street 1", "Harlow", "55502", "XM", "US")
    lines = tuple(
        NoteLine("Kit", "", 1, usd("5.01"), usd("5.01"), Decimal(rate))
        for rate in ("0", "2.5", "7.75")
    )
    day = date(2026, 6, 3)
    xml = credit_note(
        Note("CM-1", day, "", "O-1", "10231", day, side, side, lines, tax=usd("0.51"))
    )
    assert texts(xml, "cac:TaxTotal/cbc:TaxAmount") == ["0.51"]
    assert texts(xml, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount") == ["0.39", "0.12", "0.00"]


def test_the_memo_and_the_xml_say_the_same():
    memo, xml = written()
    card = queries.credit_memo_card(memo)
    assert texts(xml, "cac:LegalMonetaryTotal/cbc:PayableAmount") == [f"{card.total.amount:.2f}"]
