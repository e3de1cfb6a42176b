"""A letter as a page: the same bytes each time, and nothing in it is ever read as markup."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
import typst

from makegood.adapters.printing.typst.typesetter import TEMPLATE, TypstTypesetter
from makegood.domains.documents.ports import Labelled, Labels, Reason, Sheet

LETTER = Sheet(
    company="Northvale Home & Energy",
    legal_name="Northvale Home & Energy, Inc.",
    contact=("Customer Care, 1 Foundry Square", "+1 202 555 0190"),
    addressee=("Tom Gallagher", "tom.gallagher@example.com"),
    place_and_day="June 15, 2026",
    reference="NT-1001",
    title="Your return R-2001",
    paragraphs=("Dear Tom Gallagher,", "Kind regards\nNorthvale Home & Energy"),
    figures=(Labelled("Refund", "$750.44"),),
    promises=(Labelled("You get the label.", "June 16, 2026"),),
    reasons=(Reason("You get back $750.44.", "RET-9 · 2026-01-01"),),
    rests_on="",
    labels=Labels(
        "Ref",
        "Amounts",
        "Promises",
        "Due:",
        "Why",
        "By {sources}",
        "If not",
        "Call us.",
        "Page",
        "of",
    ),
    language="en",
    written_at=datetime(2026, 6, 15, 14, tzinfo=UTC),
)
MARKUP = '#read("/etc/passwd") #strong[x] *bold* _it_ $x^2$ <a> @ref [b] // gone \\ = no'


def inputs(sheet: Sheet) -> dict[str, str]:
    said = asdict(sheet) | {"written_at": sheet.written_at.isoformat()}
    return {"said": json.dumps(said)}


def headings(sheet: Sheet) -> list[str]:
    """The headings of the page as they were set, each one piece of plain text."""
    found = typst.query(TEMPLATE, "heading", field="body", sys_inputs=inputs(sheet))
    return [one["text"] for one in json.loads(found)]


def test_the_same_letter_gives_the_same_bytes_and_another_gives_others() -> None:
    first = TypstTypesetter().typeset(LETTER)
    assert TypstTypesetter().typeset(LETTER) == first
    assert TypstTypesetter().typeset(replace(LETTER, title="Another")) != first


def test_it_is_a_pdf_that_lasts_and_that_screen_readers_can_read() -> None:
    page = TypstTypesetter().typeset(LETTER)
    assert page.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in page
    assert b"<pdfuaid:part>1</pdfuaid:part>" in page


def test_what_looks_like_markup_stays_the_text_that_it_is() -> None:
    said = replace(LETTER, title=MARKUP, paragraphs=(MARKUP,), addressee=(MARKUP,))
    assert headings(said)[0] == MARKUP
    assert TypstTypesetter().typeset(said).startswith(b"%PDF-")


def test_parts_without_anything_to_say_are_left_out() -> None:
    assert headings(LETTER) == ["Your return R-2001", "Amounts", "Promises", "Why", "If not"]
    bare = replace(LETTER, figures=(), promises=(), reasons=())
    assert headings(bare) == ["Your return R-2001", "If not"]
    rested = replace(bare, rests_on="It rests on RET-9.")
    assert headings(rested) == ["Your return R-2001", "Why", "If not"]


@pytest.mark.parametrize("name", ["Łukasz Đặng", "李小龙", "Zoë 😀", "محمد"])
def test_a_name_in_any_writing_is_no_reason_not_to_print(name: str) -> None:
    said = replace(LETTER, addressee=(name, "x@example.com"))
    assert TypstTypesetter().typeset(said).startswith(b"%PDF-")


def test_a_long_letter_goes_on_to_further_pages() -> None:
    said = replace(LETTER, paragraphs=("A sentence that takes up a line or two. " * 4,) * 60)
    pages = typst.compile(TEMPLATE, format="png", ppi=20, sys_inputs=inputs(said))
    assert isinstance(pages, list)
    assert len(pages) >= 3


def test_typst_is_loaded_with_the_first_letter_only() -> None:
    seen = "import sys, makegood.adapters.printing.typst.typesetter; print('typst' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_letter_written_within_a_second_is_printed_too() -> None:
    moment = LETTER.written_at
    within = replace(LETTER, written_at=moment.replace(microsecond=47109))
    assert TypstTypesetter().typeset(within).startswith(b"%PDF-1.7")
