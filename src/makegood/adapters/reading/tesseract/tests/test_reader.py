"""A picture is read by the program that is named; what goes wrong with it is said."""

import shutil
import stat
from pathlib import Path

import pytest
import typst

from makegood.adapters.reading.tesseract.reader import Tesseract
from makegood.domains.documents import ports
from makegood.domains.documents.ports import NotReadable
from makegood.domains.documents.reading import shows_card


def program(tmp_path: Path, script: str) -> Path:
    """A program in the place of Tesseract that does what the script says."""
    place = tmp_path / "tesseract"
    place.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    place.chmod(place.stat().st_mode | stat.S_IEXEC)
    return place


def test_what_it_prints_is_the_text_and_the_bytes_go_in_by_its_input(tmp_path):
    script = '[ "$1" = --list-langs ] && printf "List of languages (2):\\neng\\nspa\\n" && exit'
    reader = Tesseract(program(tmp_path, f'{script}\necho "$@"; cat'), "eng+spa+fra")
    assert reader.text_in(b"a picture") == "stdin stdout -l eng+spa\na picture", "fra is not here"


@pytest.mark.parametrize(
    ("script", "told"),
    [("echo 'no such language' >&2; exit 1", "no such language"), ("sleep 9", "timed out")],
)
def test_what_goes_wrong_is_said(tmp_path, script, told):
    with pytest.raises(NotReadable, match=told):
        Tesseract(program(tmp_path, script), seconds=0.3).text_in(b"x")


def test_a_program_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(NotReadable, match="nowhere"):
        Tesseract(tmp_path / "nowhere").text_in(b"x")


def test_pictures_are_read_and_nothing_else():
    reader = Tesseract(Path("tesseract"))
    assert reader.can_read("image/png")
    assert not reader.can_read("application/pdf")


REAL = shutil.which("tesseract") or ""
installed = pytest.mark.skipif(not REAL, reason="tesseract is not installed here")


@installed
def test_what_is_no_picture_cannot_be_read_by_the_real_one():
    with pytest.raises(NotReadable):
        Tesseract(Path(REAL)).text_in(b"not a picture")


@installed
def test_a_scanned_receipt_is_read_by_the_real_one_and_a_card_on_it_is_seen():
    reader = Tesseract(Path(REAL), "eng+spa+fra")
    text = reader.text_in(scanned("Appliance fair, Receipt No. 4711", "Card 4111 1111 1111 1111"))
    assert "Receipt No. 4711" in text
    ports.use_readers(reader)
    try:
        assert shows_card(scanned("Total 899.00", "Card 4111 1111 1111 1111"), "image/png")
        assert not shows_card(scanned("Total 899.00", "Order O-1041"), "image/png")
    finally:
        ports.use_readers()


def scanned(*lines: str) -> bytes:
    """A picture of a paper that says these lines."""
    says = " \\\n".join(lines)
    page = f"#set page(width: 12cm, height: 6cm)\n#set text(size: 16pt)\n{says}\n"
    picture = typst.compile(page.encode(), format="png", ppi=150)
    assert isinstance(picture, bytes)
    return picture
