"""What customers answer when asked who they are: a number is never a name, nor a name a number."""

from datetime import date

import pytest

from makegood.representative.understand.commands import Command, Give, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import AwaitSlot, ReadingContext
from makegood.representative.understand.second_fact import second_fact

IDENTITY = "parties.claim_identity"
SLOTS = (("reference", "reference"), ("name", "name"), ("postcode", "postcode"))
THE_NAME, THE_NUMBER = (AwaitSlot(IDENTITY, kind, kind) for kind in ("name", "reference"))

ANSWERS: list[tuple[str, AwaitSlot, str, list[Command]]] = [
    ("en", THE_NAME, "55502", [Give("postcode", "55502")]),
    ("en", THE_NAME, "it's 55502-1234", [Give("postcode", "55502-1234")]),
    ("es", THE_NAME, "mi código postal es 55502", [Give("postcode", "55502")]),
    ("fr", THE_NAME, "c'est 55502", [Give("postcode", "55502")]),
    ("en", THE_NAME, "O-1041", [Give("reference", "O-1041")]),
    ("en", THE_NAME, "Gallagher", [Give("name", "Gallagher")]),
    ("en", THE_NAME, "tom gallagher", [Give("name", "tom gallagher")]),
    ("es", THE_NAME, "Tom Gallagher, pedido O-1041",
     [Give("name", "Tom Gallagher"), Give("reference", "O-1041")]),
    ("en", THE_NUMBER, "Tom Gallagher", [Give("name", "Tom Gallagher")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "asked", "text", "expected"), ANSWERS)
def test_each_answer_is_read_as_what_it_is(
    language: str, asked: AwaitSlot, text: str, expected: list[Command], reader: Reader
) -> None:
    context = ReadingContext(language, date(2026, 6, 15), asked, IDENTITY, SLOTS)
    assert list(reader.read(text, context).commands) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tom Gallagher O-1041",
        "O-1041 Tom Gallagher",
        "Tom Gallagher, O-1041",
        "O-1041: Tom Gallagher.",
    ],
)
def test_the_name_beside_a_number_takes_nothing_of_the_number(text: str) -> None:
    assert second_fact(text, "O-1041") == [Give("name", "Tom Gallagher")]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("40024, Aisha Farouk", "40024"),
        ("Aisha Farouk, 7000243", "7000243"),
        ("O-10411 Aisha Farouk", "O-10411"),
        ("Aisha Farouk, pedido 1041", "O-1041"),
    ],
)
def test_a_number_and_a_name_alone_say_who_writes_however_long_the_number_is(
    text: str, reference: str, reader: Reader
) -> None:
    read = reader.read(text, ReadingContext("en", date(2026, 6, 15)))
    told = [Start(IDENTITY), Give("reference", reference), Give("name", "Aisha Farouk")]
    assert list(read.commands) == told


@pytest.mark.parametrize("text", ["2", "12", "3 washers"])
def test_a_number_that_counts_says_nobody_s_account(text: str, reader: Reader) -> None:
    read = reader.read(text, ReadingContext("en", date(2026, 6, 15)))
    assert Start(IDENTITY) not in read.commands


@pytest.mark.parametrize("text", ["4500123", "60614"])
def test_a_number_alone_answers_what_was_asked_and_claims_nobody(text: str, reader: Reader) -> None:
    asked = AwaitSlot("ordering.create_order", "po_number", "text")
    context = ReadingContext("en", date(2026, 6, 15), asked, "ordering.create_order")
    assert list(reader.read(text, context).commands) == [Give("po_number", text)]
