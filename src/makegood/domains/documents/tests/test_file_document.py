"""Filing a paper: the same bytes are one document, however often they are filed."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor
from makegood.core.models import JournalRow
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.core.redaction import redact_tree
from makegood.core.runner import run
from makegood.domains.documents import queries
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content, Document, Filing
from makegood.domains.ordering.tests.cast import NOOR, RAE, nothing_changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
RECEIPT = b"%PDF-1.7 a receipt of the shop"


def file(sha256: str, actor: Actor = RAE, **more: str) -> Outcome:
    ask = {
        "sha256": sha256, "type": "receipt", "title": "Shop receipt", "party": "C-6",
        "subject": "order:O-1041", "source": "desk:rae", **more,
    }  # fmt: skip
    return run("documents.file_document", ask, actor=actor)


def test_AC08_5_the_same_pdf_uploaded_twice_is_one_document_with_two_filings() -> None:
    first = file(keep(RECEIPT, "application/pdf"))
    second = file(keep(RECEIPT, "application/pdf"))

    assert first.answer("document") == second.answer("document") == "DC-1001"
    assert first.answer("name") == "receipt_2026-06-15_C-6_O-1041_v1"
    assert second.answer("name") == "receipt_2026-06-15_C-6_O-1041_v2"
    assert (Content.objects.count(), Document.objects.count(), Filing.objects.count()) == (1, 1, 2)
    assert queries.content("DC-1001") == RECEIPT
    assert [one.name for one in queries.document("DC-1001").filings] == [
        "receipt_2026-06-15_C-6_O-1041_v1",
        "receipt_2026-06-15_C-6_O-1041_v2",
    ]


def test_of_a_paper_in_two_files_each_party_is_told_only_its_own_filing() -> None:
    sha256 = keep(RECEIPT, "application/pdf")
    file(sha256)
    file(sha256, party="C-20")
    (tom,) = queries.documents_of("C-6")
    assert [one.party for one in tom.filings] == ["C-6"]


def test_bytes_that_were_never_brought_are_not_found() -> None:
    with nothing_changes():
        assert file("a" * 64).code == "not_found"


def test_a_party_we_do_not_have_and_somebody_without_a_role_change_nothing() -> None:
    sha256 = keep(RECEIPT, "application/pdf")
    with nothing_changes():
        assert file(sha256, party="C-999999").code == "not_found"
    with nothing_changes():
        assert file(sha256, NOOR).code == "not_authorised"


@pytest.mark.parametrize("source", ["notice:NT-1001", "", "somewhere"])
def test_nothing_is_filed_in_the_place_of_a_notices_own_letter(source: str) -> None:
    rows = JournalRow.objects.count()
    with pytest.raises(InvalidAsk, match="source"):
        file(keep(RECEIPT, "application/pdf"), source=source)
    assert (Filing.objects.count(), JournalRow.objects.count()) == (0, rows + 1)


def test_no_hash_is_taken_for_a_card_number_whatever_the_bytes() -> None:
    hashes = [keep(f"page {number}".encode(), "text/plain") for number in range(400)]
    assert [one for one in hashes if redact_tree(one) != one] == []
    assert redact_tree("4111 1111 1111 1111") != "4111 1111 1111 1111"
