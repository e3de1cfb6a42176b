"""The text of a PDF is read by Poppler, where it is installed."""

import shutil
from pathlib import Path

import pytest
import typst

from makegood.adapters.reading.poppler.reader import Pdftotext
from makegood.domains.documents.ports import NotReadable

REAL = shutil.which("pdftotext") or ""
installed = pytest.mark.skipif(not REAL, reason="pdftotext is not installed here")


def test_pdfs_are_read_and_nothing_else():
    reader = Pdftotext(Path("pdftotext"))
    assert reader.can_read("application/pdf")
    assert not reader.can_read("image/png")


def test_a_program_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(NotReadable, match="nowhere"):
        Pdftotext(tmp_path / "nowhere").text_in(b"%PDF-")


@installed
def test_the_words_of_a_pdf_are_read_by_the_real_one():
    page = typst.compile(b"Appliance fair, Receipt No. 4711", format="pdf")
    assert Pdftotext(Path(REAL)).text_in(page) == "Appliance fair, Receipt No. 4711"


@installed
def test_what_is_no_pdf_cannot_be_read():
    with pytest.raises(NotReadable):
        Pdftotext(Path(REAL)).text_in(b"not a paper")
