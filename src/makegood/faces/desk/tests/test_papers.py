"""A file brought to the desk is read and filed, or refused with a reason and nothing kept."""

from __future__ import annotations

import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from makegood.domains.aftersales.models import photos_with
from makegood.domains.aftersales.queries import papers_of
from makegood.domains.aftersales.tests import story
from makegood.domains.documents import ports
from makegood.domains.documents.models import Content
from makegood.domains.documents.queries import documents_about
from makegood.faces.desk.tests.test_record_pages import read

ABOUT = {"kind": "receiving_report", "own_number": "RR-9", "dated_on": "2026-06-10"}
TABLE = b"sku,quantity\nPT-BELTKIT-24,8\n"
BOMB = b"%PDF-1.7\nstream\n" + zlib.compress(b"\0" * 210_000_000, 9) + b"endstream"


@pytest.fixture
def bring(at_the_desk):
    """Rae brings a file about the order of Lindqvist's invoice."""
    story.connect_simulators()
    rae = at_the_desk("rae")

    def brought(content, name="paper.csv", invoice="10231", **about):
        file = SimpleUploadedFile(name, content)
        return rae.post(f"/desk/papers/{invoice}", {**ABOUT, **about, "file": file})

    return brought


def test_a_table_is_filed_with_its_lines_and_its_file(bring):
    before = len(papers_of("O-1043"))
    answer = bring(TABLE)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/records/10231")
    filed = papers_of("O-1043")
    assert len(filed) == before + 1
    (paper,) = [one for one in filed if one.own_number == "RR-9"]
    assert [one.sha256 for one in documents_about("order:O-1043")] == [paper.sha256]


def test_a_photo_is_kept_and_its_lines_are_typed_into_the_form(bring):
    answer = bring(b"\xff\xd8\xff a photo of the report", "report.jpg")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/acts/aftersales.file_paper?order=O-1043")
    assert "sha256=" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xd8\xff" + bytes(40_000_000), "larger than 10 MB"),
        (BOMB, "unpacks to far more than it weighs"),
        (b"sku,quantity,price,amount\nPT-BELTKIT-24,8,42.00,337.00\n", "$336.00"),
        (b"Artikelnr.;Menge\n4711;8\n", "The columns of this table are Artikelnr., Menge"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><Invoice>&x;</Invoice>', "defines entities"),
        (b"", "There is nothing in this file."),
    ],
)
def test_a_file_that_is_wrong_is_refused_and_nothing_of_it_is_kept(bring, content, told):
    before = Content.objects.count(), len(papers_of("O-1043"))
    answer = bring(content)
    assert answer.status_code == 422
    assert told in read(answer.content.decode())
    assert (Content.objects.count(), len(papers_of("O-1043"))) == before


class ReadsCards:
    """A reader who sees a card in each picture."""

    def can_read(self, media_type: str) -> bool:
        return media_type.startswith("image/")

    def text_in(self, content: bytes) -> str:
        return "Card 4111 1111 1111 1111"


def test_a_photo_that_shows_a_card_is_refused_kindly_and_not_kept(bring):
    ports.use_readers(ReadsCards())
    before = Content.objects.count()
    try:
        answer = bring(b"\xff\xd8\xff a photo")
    finally:
        ports.use_readers()
    assert answer.status_code == 422
    assert "The number of a payment card can be read in this file." in read(answer.content.decode())
    assert Content.objects.count() == before


def test_a_paper_that_is_filed_already_is_not_kept_again(bring):
    bring(TABLE)
    kept = Content.objects.count()
    again = bring(b"sku,quantity\nPT-BELTKIT-24,9\n")
    assert again.status_code == 422
    assert "This paper is filed already" in read(again.content.decode())
    assert Content.objects.count() == kept


def test_a_day_that_is_none_is_said_and_nothing_is_kept(bring):
    kept = Content.objects.count()
    answer = bring(TABLE, dated_on="yesterday")
    assert answer.status_code == 422
    assert "dated_on" in read(answer.content.decode())
    assert Content.objects.count() == kept


def test_an_invoice_that_does_not_exist_takes_no_papers(bring):
    assert bring(TABLE, invoice="99999").status_code == 404


def test_a_photo_of_what_came_back_is_filed_with_its_return_and_shown_there(at_the_desk):
    story.connect_simulators()
    number = story.received()
    rae = at_the_desk("rae")
    assert "Add a photo of them" in rae.get(f"/desk/records/{number}").content.decode()
    photo = SimpleUploadedFile("drum.jpg", b"\xff\xd8\xff a dented drum", "image/jpeg")
    answer = rae.post(f"/desk/photos/{number}", {"file": photo})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/records/{number}")
    (filed,) = photos_with(number)
    page = rae.get(f"/desk/records/{number}").content.decode()
    assert filed in page
    assert "drum.jpg" in page


@pytest.mark.parametrize(
    "content", [b"sku,quantity,price\nWM900,1,899.00", b"%PDF-1.4 a scan", b"x"]
)
def test_what_is_no_picture_is_no_photo_and_nothing_of_it_is_kept(at_the_desk, content):
    story.connect_simulators()
    number = story.received()
    rae = at_the_desk("rae")
    answer = rae.post(f"/desk/photos/{number}", {"file": SimpleUploadedFile("a.jpg", content)})
    assert answer.status_code == 422
    assert "This file is no photo. JPEG, PNG and other pictures" in answer.content.decode()
    assert photos_with(number) == frozenset()


def test_an_empty_photo_of_what_came_back_is_refused(at_the_desk):
    story.connect_simulators()
    number = story.received()
    answer = at_the_desk("rae").post(
        f"/desk/photos/{number}", {"file": SimpleUploadedFile("a", b"")}
    )
    assert answer.status_code == 422
    assert not photos_with(number)
