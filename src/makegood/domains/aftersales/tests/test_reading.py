"""Files of papers: their lines are read, and what is wrong with one is said in words."""

from __future__ import annotations

import zlib
from datetime import date

import pytest

from makegood.core.money import Money
from makegood.domains.aftersales.reading import NotRead, read_paper
from makegood.domains.ordering.tests.cast import usd

TODAY = date(2026, 6, 15)
UBL = """<?xml version="1.0"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-06-04</cbc:IssueDate>{inside}
</{root}>"""
INVOICE_LINE = """<cac:InvoiceLine><cbc:ID>1</cbc:ID>
 <cbc:InvoicedQuantity unitCode="H87">10</cbc:InvoicedQuantity>
 <cbc:LineExtensionAmount currencyID="USD">{amount}</cbc:LineExtensionAmount>
 <cac:Item><cbc:Name>Belt kit</cbc:Name></cac:Item>
 <cac:Price><cbc:PriceAmount currencyID="USD">44.50</cbc:PriceAmount></cac:Price>
</cac:InvoiceLine>"""
TOTAL = """<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="USD">{amount}
</cbc:LineExtensionAmount></cac:LegalMonetaryTotal>"""


def read(content, media_type=""):
    content = content.encode() if isinstance(content, str) else content
    return read_paper(content, media_type, TODAY)


def refused(content, media_type=""):
    with pytest.raises(NotRead) as wrong:
        read(content, media_type)
    assert "Nothing was kept." in str(wrong.value)
    return wrong.value.name, str(wrong.value)


@pytest.mark.parametrize(
    "table",
    [
        "sku,quantity,price\nPT-BELTKIT-24,8,42.00\n",
        "SKU;Qty;Unit price\nPT-BELTKIT-24;8.0;42.00\n",
        "\ufeffsku\tcantidad\tprecio\nPT-BELTKIT-24\t8\t$42.00\n",
    ],
)
def test_a_table_is_read_whatever_separates_it(table):
    (line,) = read(table).lines
    assert (line.sku, line.quantity, line.price) == ("PT-BELTKIT-24", 8, usd("42.00"))


def test_a_receipt_in_ubl_tells_its_kind_number_and_day():
    line = """<cac:ReceiptLine><cbc:ID>1</cbc:ID><cbc:ReceivedQuantity unitCode="BX">2
    </cbc:ReceivedQuantity><cac:Item><cbc:Name>Belt kit</cbc:Name><cac:SellersItemIdentification>
    <cbc:ID>PT-BELTKIT-24</cbc:ID></cac:SellersItemIdentification></cac:Item></cac:ReceiptLine>"""
    paper = read(UBL.format(root="ReceiptAdvice", number="RA-1", inside=line))
    assert (paper.kind, paper.number, paper.on) == ("receiving_report", "RA-1", date(2026, 6, 4))
    (one,) = paper.lines
    assert (one.sku, one.quantity, one.unit, one.pack) == ("PT-BELTKIT-24", 2, "BX", None)


def test_a_photo_and_a_pdf_are_kept_and_their_lines_are_typed_in():
    assert read(b"\xff\xd8\xff a photo", "image/jpeg").lines == ()
    assert read(b"%PDF-1.7 a scan", "application/pdf").lines == ()


def test_the_columns_of_another_company_are_named_with_those_that_are_needed():
    name, told = refused("Artikelnr.;Menge;EP\n4711;8;42,00\n")
    assert name == "columns"
    assert "Artikelnr., Menge, EP" in told
    assert "sku, quantity, price" in told


def test_lines_that_do_not_add_up_are_named_with_both_amounts():
    name, told = refused("sku,quantity,price,amount\nPT-BELTKIT-24,8,42.00,337.00\n")
    assert name == "adds_up"
    assert "Line 2" in told
    assert "$337.00" in told
    assert "$336.00" in told


def test_an_invoice_in_ubl_must_add_up_in_its_lines_and_in_its_total():
    def invoice(line, total):
        inside = INVOICE_LINE.format(amount=line) + TOTAL.format(amount=total)
        return UBL.format(root="Invoice", number="10231", inside=inside)

    assert read(invoice("445.00", "445.00")).kind == "invoice"
    assert refused(invoice("444.00", "444.00"))[0] == "adds_up"
    assert refused(invoice("445.00", "454.00"))[0] == "sum"


def test_the_currency_of_a_price_in_ubl_is_kept_and_two_of_them_are_refused():
    euros = INVOICE_LINE.format(amount="445.00").replace('"USD"', '"EUR"')
    total = TOTAL.format(amount="445.00").replace('"USD"', '"EUR"')
    (line,) = read(UBL.format(root="Invoice", number="1", inside=euros + total)).lines
    assert line.price == Money(4450, "EUR")
    both = euros + INVOICE_LINE.format(amount="445.00")
    name, _ = refused(UBL.format(root="Invoice", number="1", inside=both))
    assert name == "currencies"


@pytest.mark.parametrize(
    "evil",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><Invoice>&x;</Invoice>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
        '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Invoice>&b;</Invoice>',
        '<!DOCTYPE Invoice SYSTEM "http://example.com/a.dtd"><Invoice/>',
    ],
)
def test_xml_with_entities_is_not_opened(evil):
    assert refused(evil)[0] == "entities"


def test_a_pdf_that_unpacks_to_far_more_than_it_weighs_is_not_opened():
    bomb = zlib.compress(b"\0" * 210_000_000, 9)
    assert len(bomb) < 1_000_000
    assert refused(b"%PDF-1.7\nstream\n" + bomb + b"endstream", "application/pdf")[0] == "unpacks"


def test_a_photo_of_forty_megabytes_is_too_big():
    name, told = refused(b"\xff\xd8\xff" + bytes(40_000_000), "image/jpeg")
    assert name == "too_big"
    assert "larger than 10 MB" in told


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty"), ("sku,quantity\n", "empty"), (b"\x00\x01\x02", "not_taken"),
        ("<html>no paper</html>", "not_ubl"), ("<Invoice", "not_taken"),
        ("sku,quantity\nPT-BELTKIT-24,eight\n", "line"),
        ("sku,quantity\nPT-BELTKIT-24,-1\n", "line"),
        ("sku,quantity,price\nPT-BELTKIT-24,1,cheap\n", "line"),
        ("sku,quantity\n" + "A,1\n" * 501, "too_long"),
    ],
)  # fmt: skip
def test_whatever_else_is_wrong_has_its_name(content, name):
    assert refused(content)[0] == name
