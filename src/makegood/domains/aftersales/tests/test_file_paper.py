"""A paper of a buyer or a carrier is kept once, with its lines and its file."""

from __future__ import annotations

import pytest

from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.money import Money
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import KeptPaper
from makegood.domains.aftersales.tests.lindqvist import INVOICE, KIT, ORDER, file_paper
from makegood.domains.aftersales.tests.story import told
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.queries import documents_about
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes

EIGHT = {"sku": KIT, "quantity": 8}


def file(actor=RAE, **ask):
    asked = {
        "order": ORDER, "kind": "receiving_report", "own_number": "RR-7",
        "dated_on": "2026-06-10", "lines": [EIGHT], **ask,
    }  # fmt: skip
    return do("aftersales.file_paper", actor, **asked)


def test_a_paper_is_found_with_its_order():
    number = file().answer("paper")
    card = queries.paper_card(str(number))
    assert (card.kind, card.own_number, card.order) == ("receiving_report", "RR-7", ORDER)
    kinds = [one.kind for one in queries.papers_of(ORDER)]
    assert kinds == [
        "requisition", "acknowledgement", "receiving_report", "receiving_report", "invoice",
    ]  # fmt: skip


def test_its_file_goes_to_the_documents_with_the_hash_it_was_kept_under():
    sha256 = keep(b"%PDF-1.7 a photographed receiving report", "application/pdf")
    number = file(sha256=sha256).answer("paper")
    assert queries.paper_card(str(number)).sha256 == sha256
    assert [one.sha256 for one in documents_about(f"order:{ORDER}")] == [sha256]


def test_the_same_paper_is_filed_once():
    number = file_paper(ORDER, "receiving_report", "RR-7", 8)
    with nothing_changes():
        again = file()
    assert again.code is Code.POLICY_DENIED
    assert told(again) == [f"This paper is filed already, as {number}."]


def test_a_paper_that_says_nothing_is_asked_for_its_lines():
    with nothing_changes():
        empty = file(lines=[])
    assert (empty.status, empty.needs) == (Status.NEEDS_INFO, "lines")
    assert file(lines=[], packages=1).is_done


def test_an_invoice_is_only_taken_as_a_copy_of_one_of_ours():
    """B46: somebody else's invoice is not found, and nothing of it is told."""
    copy = {"kind": "invoice", "lines": [{**EIGHT, "quantity": 10, "price": "44.50"}]}
    assert file(**copy, own_number="99999").code is Code.NOT_FOUND
    assert file(**copy, own_number=INVOICE).answer("paper") == INVOICE
    with nothing_changes():
        forged = file(kind="invoice", own_number=INVOICE, lines=[{**EIGHT, "price": "44.50"}])
    assert told(forged) == ["Our invoice 10231 comes to $445.00; this copy comes to $356.00."]


def test_prices_are_kept_in_the_currency_that_stands_on_the_paper():
    priced = {**EIGHT, "price": "40.00"}
    number = str(
        file(
            kind="acknowledgement", own_number="AK-9", lines=[priced], currency="EUR"
        ).answer("paper")
    )  # fmt: skip
    kept = KeptPaper.objects.get(number=number)
    assert [one.price for one in kept.as_paper().lines] == [Money(4000, "EUR")]
    with nothing_changes():
        copy = file(kind="invoice", own_number=INVOICE, currency="EUR",
                    lines=[{**EIGHT, "quantity": 10, "price": "44.50"}])  # fmt: skip
    assert told(copy)[0].startswith("Our invoice 10231 comes to $445.00; this copy comes to")
    with pytest.raises(InvalidAsk):
        file(own_number="RR-8", currency="euros")


def test_the_lots_and_the_reserve_under_which_it_was_signed_are_kept():
    lots = {**EIGHT, "lots": ["LOT-B", "LOT-A"]}
    number = str(file(lines=[lots], subject_to_count=True).answer("paper"))
    paper = KeptPaper.objects.get(number=number).as_paper()
    assert (paper.lines[0].lots, paper.subject_to_count) == (frozenset({"LOT-A", "LOT-B"}), True)
    with pytest.raises(InvalidAsk):
        file(own_number="RR-9", lines=[{**EIGHT, "lots": ["LOT A"]}])


def test_a_kind_that_is_none_is_named_with_those_that_are():
    with pytest.raises(InvalidAsk) as refused:
        file(kind="postcard")
    assert "receiving_report" in str(refused.value)


def test_a_paper_about_somebody_elses_order_is_not_found():
    with nothing_changes():
        assert file(RAE.on_behalf_of("C-6", V2)).code is Code.NOT_FOUND
