"""Each paper of the family is printed as its record stands, and filed once with its hash."""

from __future__ import annotations

import pytest

from makegood.adapters.printing.typst.typesetter import TypstTypesetter
from makegood.core import worker
from makegood.core.canonical import digest
from makegood.core.decision import Code
from makegood.domains.aftersales.tests.lindqvist import INVOICE
from makegood.domains.aftersales.tests.story import (
    TOM,
    connect_simulators,
    inspect,
    opened,
    received,
)
from makegood.domains.documents import ports, queries
from makegood.domains.documents.barcodes import code128
from makegood.domains.documents.papers import PaperKind, made
from makegood.domains.ordering.queries import bills_of
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
    RAE,
    do,
    done,
    nothing_changes,
    ordered,
    quoted,
)
from makegood.domains.ordering.tests.parcels import connect_carriers, labelled
from makegood.domains.parties.models import Party


@pytest.fixture(autouse=True)
def printer_and_carriers(northvale: None, db: None) -> None:
    connect_simulators()
    connect_carriers()
    ports.use(TypstTypesetter())


def printed(kind, number):
    return done("documents.print_paper", RAE, kind=kind, number=number)


def inspected():
    number = received()
    assert inspect(number).is_done
    return number


def label_sent():
    number = opened()
    worker.work_off()
    return number


FAMILY = {
    PaperKind.ORDER_CONFIRMATION: lambda: ordered(TOM, ("WM900", 1), ("SV-INST", 1)),
    PaperKind.PICK_LIST: lambda: ordered(TOM, ("WM900", 1), ("PT-CTRL", 2)),
    PaperKind.PACKING_SLIP: lambda: "SH-3005",
    PaperKind.SHIPPING_LABEL: lambda: labelled(("PT-CTRL", 4))[1],
    PaperKind.INVOICE: lambda: "60001",
    PaperKind.QUOTE: lambda: quoted(ABDUL_IN_STORE, ("WM900", 2), ("PT-BELT-24", 4)),
    PaperKind.RETURN_LABEL: label_sent,
    PaperKind.INSPECTION_REPORT: inspected,
}


@pytest.mark.parametrize("kind", FAMILY, ids=str)
def test_each_paper_is_a_pdf_filed_once_under_the_hash_of_its_bytes(kind):
    number = FAMILY[kind]()
    first, again = printed(kind, number), printed(kind, number)
    is_sent_along = kind is PaperKind.RETURN_LABEL  # with the mail that brings it
    assert (first.answer("is_new"), again.answer("is_new")) == (not is_sent_along, False)
    assert again.answer("document") == first.answer("document")
    content = queries.content(str(first.answer("document")))
    assert content.startswith(b"%PDF-")
    assert digest(content) == first.answer("sha256")
    assert kind.replace("_", "-") in str(first.answer("name"))


def test_a_packing_slip_says_what_is_in_its_own_parcel_and_what_followed_it():
    slip = made(PaperKind.PACKING_SLIP, "SH-3005")
    assert slip.table is not None
    assert slip.table.rows == (
        ("WM900 washing machine\nWM900 · SN-77098", "2", "1", "1"),
        ("Drive belt PT-BELT-24\nPT-BELT-24", "4", "4", "0"),
    )
    assert [one.value for one in slip.facts][:2] == ["O-1045", "Meridian Freight"]
    assert not any("$" in cell for row in slip.table.rows for cell in row)


def test_AC11_1_the_invoice_of_each_shipment_bills_its_lines_and_the_deposit_of_them():
    numbers = [bill.number for bill in bills_of("O-1045")]
    first, second = (made(PaperKind.INVOICE, number) for number in numbers)
    assert [one.value for one in first.totals] == [
        "$998.80", "$77.41", "$1,076.21", "-$215.24", "$860.97",
    ]  # fmt: skip
    assert [one.value for one in second.totals] == [
        "$899.00", "$69.67", "$968.67", "-$193.74", "$774.93",
    ]  # fmt: skip
    assert first.table is not None
    assert [row[1:] for row in first.table.rows] == [
        ("1", "$899.00", "$899.00", "$69.68"), ("4", "$24.95", "$99.80", "$7.73"),
    ]  # fmt: skip


def test_a_label_says_where_it_goes_and_its_bars_say_how_to_follow_it():
    _, carriage = labelled(("PT-CTRL", 4))
    label = made(PaperKind.SHIPPING_LABEL, carriage)
    assert (label.title, label.is_label) == ("Kestrel Parcel", True)
    assert label.blocks[1].lines == ("Tom Gallagher", "14 Mill Road", "Harlow, XM 55502", "US")
    assert label.bars == code128(label.code)
    assert label.code == f"KP260615{carriage.removeprefix('CG-')}"
    assert [one.value for one in label.facts] == ["Economy", "O-5001", "2.8 kg", "4", "Yes"]


def test_an_order_that_changed_is_printed_anew_and_the_former_paper_stays():
    order = ordered(TOM, ("PT-BELT-24", 2))
    first = printed(PaperKind.ORDER_CONFIRMATION, order)
    done("ordering.amend_order", TOM, order=order, line=f"{order}/1", quantity=3)
    second = printed(PaperKind.ORDER_CONFIRMATION, order)
    assert second.answer("is_new") is True
    assert second.answer("sha256") != first.answer("sha256")
    filed = [one.title for one in queries.documents_about(f"order:{order}")]
    assert filed.count(f"Order confirmation {order}") == 2


def test_a_customer_has_it_in_their_own_language():
    order = ordered(TOM, ("PT-BELT-24", 2))
    Party.objects.filter(number="C-6").update(language="es")
    assert made(PaperKind.ORDER_CONFIRMATION, order).title == "Confirmación de pedido"


@pytest.mark.parametrize(
    ("kind", "number"),
    [("invoice", "99999"), ("shipping_label", "CG-9"), ("inspection_report", "R-9"),
     ("pick_list", "O-1041"), ("order_confirmation", "SH-3005")],
)  # fmt: skip
def test_what_a_record_has_not_is_not_printed(kind, number):
    with nothing_changes():
        outcome = do("documents.print_paper", RAE, kind=kind, number=number)
    assert outcome.code is Code.NOT_FOUND


def test_a_customer_prints_no_paper_of_the_house():
    with nothing_changes():
        outcome = do("documents.print_paper", TOM, kind="pick_list", number="O-1041")
    assert outcome.code is Code.NOT_AUTHORISED


def test_a_return_invoice_is_a_paper_too():
    prepared = done("aftersales.prepare_return_invoice", RAE, invoice=INVOICE)
    number = str(prepared.answer("credit_memo"))
    memo = made(PaperKind.CREDIT_MEMO, number)
    assert memo.totals[-1].value == "-$117.45"
    assert printed(PaperKind.CREDIT_MEMO, number).answer("is_new") is True
