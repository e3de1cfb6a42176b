"""A company begins its own handbook: three answers, and the rules of a pattern."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from makegood.handbook import check, load
from makegood.handbook.beginning import Beginning, begin, goods_in, reached_in

NORTHVALE = Path(__file__).resolve().parents[4] / "handbook" / "northvale"
DAY = date(2026, 6, 15)
REACHED = "hello@bergrad.example.com, +1 202 555 0111, 4 Mill Lane, Harlow, XM 55501"
BERGRAD = Beginning(
    "Bergrad Bicycles", goods_in("City bike 799, Helmet 59.90"), reached_in(REACHED)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begin(tmp_path / "bergrad", BERGRAD, pattern=NORTHVALE)
    return tmp_path / "bergrad"


def test_a_begun_handbook_is_valid_and_is_the_new_company_s(folder: Path) -> None:
    assert [problem for problem in check(folder) if problem.blocks] == []
    book = load(folder)
    assert book.company.name == "Bergrad Bicycles"
    assert book.company.contact["email"] == "hello@bergrad.example.com"
    assert book.company.contact["phone"] == "+1 202 555 0111"
    assert book.company.contact["post"] == "4 Mill Lane, Harlow, XM 55501"
    assert [one.username for one in book.company.staff if not one.automated] == ["owner"]


def test_it_sells_what_was_said_at_the_price_that_was_said(folder: Path) -> None:
    book = load(folder)
    assert set(book.catalogue.products) == {
        "CITY-BIKE", "HELMET", "DELIVERY", "SV-TRIP", "SV-BLOCK",
    }  # fmt: skip
    assert str(book.prices.price("HELMET", DAY).amount) == "59.90"
    assert str(book.prices.price("CITY-BIKE", DAY).amount) == "799.00"


def test_every_rule_of_the_pattern_holds_there_too(folder: Path) -> None:
    assert set(load(folder).clauses) == set(load(NORTHVALE).clauses)


def test_nothing_of_the_pattern_s_goods_people_or_name_is_left(folder: Path) -> None:
    said = {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in (*folder.rglob("*.toml"), *folder.rglob("*.md"))
    }
    assert [name for name, text in said.items() if "orthvale" in text] == []
    assert [name for name, text in said.items() if name.startswith("people/")] == []
    told = {name: text for name, text in said.items() if not name.startswith("voice/")}
    assert [name for name, text in told.items() if "WM900" in text or "PT-CTRL" in text] == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "nothing is sold"),
        ("a bike", "'a bike' is no name with a price"),
        ("Bike 799, bike 20", "'bike' is named twice"),
        ("799", "'799' is no name with a price"),
        ("Bike 7.999", "'Bike 7.999' is no name with a price"),
    ],
)
def test_goods_that_cannot_be_read_are_named(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        goods_in(said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("4 Mill Lane", "'4 Mill Lane' is no mail address"),
        ("a@b.example, soon, 4 Mill Lane", "'soon' is no phone number"),
        ("a@b.example, +1 202 555 0111", "the address lacks"),
    ],
)
def test_a_company_that_cannot_be_reached_is_told_what_lacks(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        reached_in(said)


def test_words_that_would_break_a_file_are_written_plainly(tmp_path: Path) -> None:
    odd = Beginning("Bergrad", goods_in('The "Big\\One" {x} 5'), reached_in(REACHED))
    begin(tmp_path / "odd", odd, pattern=NORTHVALE)
    assert [problem for problem in check(tmp_path / "odd") if problem.blocks] == []
    assert load(tmp_path / "odd").catalogue.title_of("THE-BIG-ONE-X")["en"] == "The 'Big/One' (x)"


def test_a_folder_that_is_there_is_left_as_it_is(folder: Path) -> None:
    before = (folder / "company.toml").read_bytes()
    with pytest.raises(FileExistsError):
        begin(folder, BERGRAD, pattern=NORTHVALE)
    assert (folder / "company.toml").read_bytes() == before
