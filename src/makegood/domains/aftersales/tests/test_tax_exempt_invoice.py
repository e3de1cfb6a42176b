"""Tax that was billed to a buyer with a certificate is taken back, to the cent and once."""

from __future__ import annotations

from datetime import date

from defusedxml import ElementTree
from einvoice import validate_bytes
from peppol.xsd import validate_xsd

from makegood.core.money import Money
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lindqvist import (
    INVOICE,
    LINDQVIST,
    owed,
    right_delivery,
)
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.documents.queries import content, documents_about
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models import TaxExemption
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, usd


def certificate():
    done(
        "ordering.record_exemption", RAE, party="C-7", region="XM", certificate="XM-RES-4471",
        expires_on="2027-12-31",
    )  # fmt: skip


def compare(invoice):
    return do("aftersales.compare_papers", LINDQVIST, invoice=invoice)


def test_the_tax_alone_is_credited_where_the_goods_are_right():
    right_delivery("7043", "10300")
    certificate()
    outcome = compare("10300")
    assert told(outcome) == [
        "Belt and tensioner kit PT-BELTKIT-24: $32.55 of tax was billed, and your certificate says"
        " that none is due.",
        "We take the tax back.",
        "Of $420.00 billed, $420.00 is due. We credit $0.00 plus $32.55 tax: $32.55 in all.",
    ]
    made = done("aftersales.accept_credit", LINDQVIST, invoice="10300")
    memo = str(made.answer("credit_memo"))
    assert posted(f"credit_memo:{memo}") == [
        ("J14", "2200", "32.55"), ("J14", "1100", "-32.55"),
    ]  # fmt: skip
    assert ledger.balance_of("1100", party="C-7", about="order:O-7043") == usd("420.00")
    card = queries.credit_memo_card(memo)
    assert (card.goods, card.tax) == (usd("0.00"), usd("32.55"))
    assert [one.pattern for one in card.lines] == ["MP-22"]
    assert ledger.trial_balance_sum() == usd("0.00")


def test_it_is_credited_once():
    right_delivery("7043", "10300")
    certificate()
    done("aftersales.accept_credit", LINDQVIST, invoice="10300")
    with nothing_changes():
        again = do("aftersales.accept_credit", LINDQVIST, invoice="10300")
    assert again.status is Status.REFUSED
    assert "was credited with" in told(again)[0]


def test_beside_goods_that_go_back_all_of_the_tax_goes_and_no_cent_more():
    """109.00 of 445.00 goes back with 8.45 of 34.49 tax; the certificate takes 26.04 more."""
    certificate()
    made = done("aftersales.prepare_return_invoice", RAE, invoice=INVOICE)
    assert (made.answer("goods"), made.answer("tax")) == (
        {"amount": "109.00", "currency": "USD"}, {"amount": "34.49", "currency": "USD"},
    )  # fmt: skip
    assert owed() == usd("336.00")
    card = queries.credit_memo_card(str(made.answer("credit_memo")))
    assert [(one.pattern, one.tax) for one in card.lines] == [
        ("MP-1", usd("6.90")), ("MP-8", usd("1.55")), ("MP-22", usd("26.04")),
    ]  # fmt: skip


def test_a_later_credit_of_goods_brings_no_tax_that_was_taken_back_already():
    right_delivery("7043", "10300")
    certificate()
    done("aftersales.accept_credit", LINDQVIST, invoice="10300")
    done(
        "aftersales.file_paper", RAE, order="O-7043", kind="inspection", own_number="IN-1",
        dated_on="2026-06-15", lines=[{"sku": "PT-BELTKIT-24", "quantity": 9}],
    )  # fmt: skip
    made = done("aftersales.accept_credit", LINDQVIST, invoice="10300")
    card = queries.credit_memo_card(str(made.answer("credit_memo")))
    assert (card.goods, card.tax) == (usd("42.00"), usd("0.00"))


def test_a_certificate_that_ran_out_before_or_is_of_another_state_frees_from_nothing():
    """The invoice is of 3 June; the last day of the certificate is the 2nd, and then the 3rd."""
    certificate()
    for last, is_free in ((date(2026, 6, 2), False), (date(2026, 6, 3), True)):
        TaxExemption.objects.update(expires_on=last)
        said = any("certificate" in sentence for sentence in told(compare(INVOICE)))
        assert said is is_free
    TaxExemption.objects.update(region="NY")
    assert not any("certificate" in sentence for sentence in told(compare(INVOICE)))


def test_its_xml_credits_the_goods_with_tax_and_bills_them_without():
    right_delivery("7043", "10300")
    certificate()
    memo = str(done("aftersales.accept_credit", LINDQVIST, invoice="10300").answer("credit_memo"))
    (document,) = documents_about(f"credit_memo:{memo}")
    xml = content(document.number)
    assert validate_xsd(xml) == (True, [])
    assert validate_bytes(xml, profile="en16931")["violations"] == []
    names = {
        "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    }
    root = ElementTree.fromstring(xml)
    totals = [one.text for one in root.findall("cac:LegalMonetaryTotal/*", names)]
    assert totals == ["0.00", "0.00", "32.55", "32.55"]
    lines = root.findall("cac:CreditNoteLine/cbc:LineExtensionAmount", names)
    assert [one.text for one in lines] == ["420.00", "-420.00"]


def delivered_kits() -> None:
    right_delivery("7043", "10300")
    done("ordering.record_delivery", RAE, shipment="SH-7043", place="Harlow")


def returned(pieces: int) -> str:
    outcome = do(
        "aftersales.open_return", LINDQVIST, line="O-7043/1", reason="changed_mind", opened=False,
        quantity=pieces,
    )  # fmt: skip
    assert outcome.is_done, outcome.explanation()
    return str(outcome.answer("return_number"))


def taken_back(number: str) -> None:
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    done(
        "aftersales.inspect_return", RAE, return_number=number, grade="A",
        accessories_complete=True, works=True, findings="As new.",
    )  # fmt: skip


def tax_on_the_books() -> Money:
    return -ledger.balance_of("2200", about="order:O-7043")


def test_goods_that_come_back_bring_no_tax_that_was_credited_alone_before():
    delivered_kits()
    certificate()
    done("aftersales.accept_credit", LINDQVIST, invoice="10300")
    taken_back(number := returned(4))
    assert [line for line in posted(f"return:{number}") if line[1] == "2200"] == []
    assert tax_on_the_books() == usd("0.00")
    assert ledger.balance_of("1100", party="C-7", about="order:O-7043") == usd("252.00")


def test_tax_that_went_back_with_goods_is_not_credited_alone_afterwards():
    """4 of 10 pieces came back with 13.04 of 32.55 tax: 19.51 is left; and then none."""
    delivered_kits()
    taken_back(returned(4))
    assert tax_on_the_books() == usd("19.51")
    certificate()
    made = done("aftersales.prepare_return_invoice", RAE, invoice="10300")
    assert made.answer("tax") == {"amount": "19.51", "currency": "USD"}
    taken_back(returned(6))
    assert tax_on_the_books() == usd("0.00")


def test_what_an_open_return_will_bring_back_is_not_credited_alone_meanwhile():
    delivered_kits()
    number = returned(10)
    certificate()
    with nothing_changes():
        assert not do("aftersales.prepare_return_invoice", RAE, invoice="10300").is_done
    taken_back(number)
    assert tax_on_the_books() == usd("0.00")
    assert ledger.balance_of("1100", party="C-7", about="order:O-7043") == usd("0.00")
