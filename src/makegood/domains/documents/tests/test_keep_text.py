"""The text of a picture is read outside any act, kept beside the paper, and found by its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.core.actor import Actor
from makegood.core.effects import PermanentFailure
from makegood.core.models import Effect, JournalRow
from makegood.core.runner import run
from makegood.core.worker import work_off
from makegood.domains.documents import ports, queries
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import DocumentText
from makegood.domains.documents.tests.test_file_document import file
from makegood.domains.ordering.tests.cast import NOOR, nothing_changes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
PICTURE = b"\x89PNG\r\n\x1a\n a receipt"
SAYS = "Appliance fair, Receipt No. 4711\nCard 4111 1111 1111 1111\nThank you"


class Reads:
    """Reads every picture as the same receipt."""

    def can_read(self, media_type: str) -> bool:
        return media_type == "image/png"

    def text_in(self, content: bytes) -> str:
        return SAYS


@pytest.fixture
def reader() -> Iterator[None]:
    ports.use_readers(Reads())
    yield
    ports.use_readers()


def test_a_picture_that_is_filed_is_read_and_found_by_its_words(reader: None) -> None:
    file(keep(PICTURE, "image/png"))
    work_off()
    text = queries.document("DC-1001").text
    assert text is not None
    assert "Receipt No. 4711" in text
    assert "4111 1111" not in text
    assert [one.number for one in queries.documents_saying("recei 4711")] == ["DC-1001"]
    assert queries.documents_saying("4711 nothing") == queries.documents_saying("") == ()
    assert not any("No. 4711" in str(row.payload) for row in JournalRow.objects.all())


def test_where_no_program_reads_it_a_picture_stays_one_and_that_is_said() -> None:
    file(keep(PICTURE, "image/png"))
    assert not Effect.objects.filter(kind="document.read").exists()
    assert queries.document("DC-1001").text is None
    with pytest.raises(ports.NotReadable, match="no program"):
        ports.text_in(PICTURE, "image/png")


def test_a_pdf_waits_for_nobody_to_read_it(reader: None) -> None:
    file(keep(b"%PDF-1.7 x", "application/pdf"))
    assert not Effect.objects.filter(kind="document.read").exists()


def test_read_anew_the_new_text_stands_in_the_place_of_the_former() -> None:
    file(keep(PICTURE, "image/png"))
    for text in ("first", "second"):
        ask = {"document": "DC-1001", "text": text}
        done = run("documents.keep_text", ask, actor=Actor.system("system:papers"))
        assert done.result == {"document": "DC-1001", "length": len(text)}
    assert DocumentText.objects.get().text == "second"
    assert queries.documents_saying("first") == ()


def test_a_paper_we_do_not_have_and_somebody_without_a_role_change_nothing() -> None:
    file(keep(PICTURE, "image/png"))
    with nothing_changes():
        ask = {"document": "DC-404", "text": "x"}
        assert run("documents.keep_text", ask, actor=Actor.system("system:x")).code == "not_found"
    with nothing_changes():
        ask = {"document": "DC-1001", "text": "x"}
        assert run("documents.keep_text", ask, actor=NOOR).code == "not_authorised"


def test_what_a_program_cannot_read_gives_up_and_is_seen(reader: None, monkeypatch) -> None:
    from makegood.core.effects import Delivery
    from makegood.domains.documents.reading import PapersRead

    def fails(self: Reads, content: bytes) -> str:
        raise ports.NotReadable("too dark")

    monkeypatch.setattr(Reads, "text_in", fails)
    file(keep(PICTURE, "image/png"))
    effect = Effect.objects.get(kind="document.read")
    with pytest.raises(PermanentFailure, match="too dark"):
        PapersRead().deliver(Delivery(effect.key, effect.kind, effect.payload, 1))
