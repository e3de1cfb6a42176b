"""A return invoice mirrors the invoice it corrects, and takes off no more than was billed."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.adapters.printing.typst.typesetter import TypstTypesetter
from makegood.core import clock, worker
from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lindqvist import (
    INVOICE,
    LINDQVIST,
    ORDER,
    file_paper,
    owed,
    record_invoice,
    right_delivery,
)
from makegood.domains.aftersales.tests.story import inspected, mails, posted, told
from makegood.domains.billing import queries as billing
from makegood.domains.conversations.queries import written
from makegood.domains.documents.ports import use
from makegood.domains.documents.printing import printed, sheet_of
from makegood.domains.ordering.tests.cast import COMPANY, INES, RAE, do, done, nothing_changes, usd


def prepare(actor=RAE, invoice=INVOICE, **ask):
    return do("aftersales.prepare_return_invoice", actor, invoice=invoice, **ask)


def test_AC20_1_the_invoice_is_credited_with_109_00_and_8_45_tax_and_no_goods_move():
    """W7: 4010 109.00, 2200 8.45 against 1100 117.45; the two kits never left the inventory."""
    assert owed() == usd("479.49")
    outcome = prepare()
    assert outcome.is_done
    memo = outcome.answer("credit_memo")
    assert posted(f"credit_memo:{memo}") == [
        ("J14", "4010", "109.00"),
        ("J14", "2200", "8.45"),
        ("J14", "1100", "-117.45"),
    ]
    assert owed() == usd("362.04")
    card = queries.credit_memo_card(memo)
    lines = [(one.pieces, one.price, one.amount, one.tax, one.pattern) for one in card.lines]
    assert lines == [
        (2, usd("44.50"), usd("89.00"), usd("6.90"), "MP-1"),
        (8, usd("2.50"), usd("20.00"), usd("1.55"), "MP-8"),
    ]
    assert (card.goods, card.tax, card.total) == (usd("109.00"), usd("8.45"), usd("117.45"))
    assert (card.invoice, str(card.invoice_dated_on)) == (INVOICE, "2026-06-03")


def test_a_customer_has_it_by_accepting_because_nobody_judges():
    outcome = do("aftersales.accept_credit", LINDQVIST, invoice=INVOICE)
    assert outcome.is_done
    assert told(outcome)[-1].startswith("Of $445.00 billed, $336.00 is due.")
    (mail,) = mails("return_invoice")
    assert f"Return invoice {outcome.answer('credit_memo')} corrects invoice 10231" in mail
    assert "$117.45 is taken off what is still open." in mail


def test_it_is_credited_once():
    done("aftersales.prepare_return_invoice", RAE, invoice=INVOICE)
    with nothing_changes():
        again = prepare()
    assert again.code is Code.POLICY_DENIED
    assert told(again) == [
        "Invoice 10231 was credited with CM-1001 already; nothing is left of it to credit."
    ]


def test_AC20_2_one_damaged_kit_is_credited_with_42_00_and_3_26_tax():
    right_delivery("7043", "10300")
    file_paper("O-7043", "inspection", "IN-1", 9)
    outcome = prepare(invoice="10300")
    card = queries.credit_memo_card(str(outcome.answer("credit_memo")))
    assert (card.goods, card.tax) == (usd("42.00"), usd("3.26"))
    assert [one.quality_code for one in card.lines] == ["damaged_in_transit"]


def test_AC20_3_without_a_receiving_report_there_is_no_credit():
    right_delivery("7043", "10300", counted=False)
    with nothing_changes():
        outcome = prepare(invoice="10300")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "receiving_report")
    assert told(outcome)[0].startswith("We have no count of what arrived for invoice 10300.")


def test_what_agrees_is_not_credited():
    right_delivery("7043", "10300")
    with nothing_changes():
        assert prepare(invoice="10300").code is Code.POLICY_DENIED


@pytest.mark.parametrize(
    ("amount", "answer"),
    [("450.00", Code.POLICY_DENIED), ("445.01", Code.POLICY_DENIED), ("445.00", None)],
)
def test_AC20_4_no_more_is_credited_than_the_invoice_less_earlier_credits(amount, answer):
    """445.00 was billed without tax: 450.00 is refused, and so is a cent more than all of it."""
    outcome = prepare(INES, amount=amount, reason="Agreed with the buyer")
    assert outcome.code is answer
    if answer:
        assert told(outcome) == [
            f"At most $445.00 of invoice 10231 can still be credited; ${amount} is more."
        ]


def test_AC20_4_earlier_credits_count():
    done("aftersales.prepare_return_invoice", RAE, invoice=INVOICE)
    with nothing_changes():
        outcome = prepare(INES, amount="336.01", reason="Agreed with the buyer")
    assert outcome.code is Code.POLICY_DENIED
    assert prepare(INES, amount="336.00", reason="Agreed with the buyer").is_done
    assert owed() == usd("0.00")


def test_AC20_5_the_duplicate_is_credited_whole_and_the_original_stays():
    record_invoice(ORDER, "10240", "2026-06-06", price="44.50", tax="34.49", total="479.49")
    assert owed() == usd("958.98")
    outcome = prepare(invoice="10240")
    assert outcome.answer("total") == {"amount": "479.49", "currency": "USD"}
    assert owed() == usd("479.49")
    assert queries.invoice_card(INVOICE).credit_memos == ()
    assert queries.invoice_card("10240").credit_memos == (outcome.answer("credit_memo"),)


def test_an_amount_that_somebody_judges_needs_a_reason_and_authority():
    asked = prepare(amount="10.00")
    assert (asked.status, asked.needs) == (Status.NEEDS_INFO, "reason")
    waits = prepare(amount="300.00", reason="Agreed with the buyer")
    assert waits.status is Status.PENDING_APPROVAL
    assert prepare(amount="10.00", reason="Agreed with the buyer").is_done


@pytest.mark.parametrize(
    ("day", "status"), [("2026-08-02", Status.DONE), ("2026-08-03", Status.PENDING_APPROVAL)]
)
def test_a_company_disputes_within_sixty_days_and_then_somebody_judges(day, status):
    with clock.standing_at(day):
        outcome = do("aftersales.accept_credit", LINDQVIST, invoice=INVOICE)
    assert outcome.status is status


def test_somebody_elses_invoice_is_not_found():
    with nothing_changes():
        assert prepare(RAE.on_behalf_of("C-6", V2)).code is Code.NOT_FOUND


def test_the_letter_is_the_return_invoice_line_by_line():
    use(TypstTypesetter())
    memo = str(prepare().answer("credit_memo"))
    (notice,) = written(subject_refs=(f"credit_memo:{memo}",), limit=5)
    assert printed(notice.number).startswith(b"%PDF-")
    table = sheet_of(notice.number).table
    assert table is not None
    kit = "Belt and tensioner kit PT-BELTKIT-24"
    assert table.rows == (
        (kit, "-2", "$44.50", "-$89.00", "-$6.90"),
        (kit, "-8", "$2.50", "-$20.00", "-$1.55"),
        ("Sum", "", "", "-$109.00", "-$8.45"),
        ("To your credit, with tax", "", "", "-$117.45", ""),
    )


def test_what_was_paid_already_goes_back_the_way_it_was_paid():
    done(
        "billing.take_payment", COMPANY, number="P-7777", order=ORDER, party="C-7",
        amount="479.49", tender="card", purpose="order", token="tok_lindqvist_1111",
        last4="1111", captured_reference="seed-P-7777",
    )  # fmt: skip
    assert owed() == usd("0.00")
    outcome = prepare()
    assert outcome.answer("to_invoice") == {"amount": "0.00", "currency": "USD"}
    (refund,) = billing.refunds_from(f"credit_memo:{outcome.answer('credit_memo')}")
    assert (refund.number, refund.total) == (outcome.answer("refund"), usd("117.45"))
    assert [(leg.tender, leg.amount) for leg in refund.legs] == [("card", usd("117.45"))]
    (mail,) = mails("return_invoice")
    assert "$117.45 goes back the way it was paid." in mail


def invoice_of_the_washer():
    """Tom's order, paid whole, billed with an invoice of its own that adds nothing."""
    billed = (("WM900", "809.10", "62.71"), ("DELIVERY", "79.00", "6.12"),
              ("SV-INST", "149.00", "0.00"), ("SV-HAUL", "39.00", "0.00"))  # fmt: skip
    lines: list[JsonValue] = [
        {"sku": sku, "quantity": 1, "price": at, "tax": tax} for sku, at, tax in billed
    ]
    done(
        "aftersales.record_invoice", RAE, order="O-1041", number="10500", dated_on="2026-06-01",
        lines=lines, total="1144.93",
    )  # fmt: skip
    return "10500"


@pytest.mark.parametrize("judged", [{}, {"amount": "300.00", "reason": "Agreed with Tom"}])
def test_what_a_return_credited_is_not_credited_again(judged):
    """871.81 of 1144.93 went back with the return; 273.12 is left, whoever asks for more."""
    inspected()
    worker.work_off()
    number = invoice_of_the_washer()
    done(
        "aftersales.file_paper", RAE, order="O-1041", kind="receiving_report", own_number="RR-1",
        dated_on="2026-06-02", lines=[{"sku": "WM900", "quantity": 0}],
    )  # fmt: skip
    with nothing_changes():
        outcome = prepare(INES, number, **judged)
    assert outcome.code is Code.POLICY_DENIED
    (sentence,) = told(outcome)
    assert sentence.startswith("At most $273.12 of invoice 10500 can still be credited;")
