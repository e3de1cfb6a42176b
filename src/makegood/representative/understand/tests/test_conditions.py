"""A yes counts with its condition only where both are plainly said; an "if" alone never agrees."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.understand.commands import UNTOLD, Condition, Confirm
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import AwaitConfirm, ReadingContext

TODAY = date(2026, 6, 15)
ORDER = "ordering.create_order"


def read(reader: Reader, language: str, text: str) -> tuple[object, ...]:
    slots = reader.lexicon.slot_kinds(ORDER)
    return reader.read(text, ReadingContext(language, TODAY, AwaitConfirm(), ORDER, slots)).commands


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "stop, I need to ask if delivery is free"),
        ("en", "tell me if delivery is free"),
        ("en", "I am not sure if delivery is free"),
        ("en", "I wonder if it is under 5000"),
        ("en", "let me check if we have under 5000 in the bank"),
        ("en", "wait, ask me again if the total goes under 2000"),
        ("en", "ask my wife if she is ok with under 5000 dollars, yes"),
        ("en", "yes, tell me if delivery is free"),
        ("en", "if it's free I'd be surprised"),
        ("en", "if delivery is free"),
        ("en", "yes, I need it by June 20"),
        ("es", "dígame si la entrega es gratis"),
        ("es", "si la entrega es gratis"),
        ("es", "espere, voy a ver si tengo menos de 5000 dólares en el banco"),
        ("es", "si por favor, lo necesito para el 30 de junio"),
        ("fr", "je me demande si la livraison est gratuite"),
        ("fr", "dites-moi si la livraison est gratuite"),
    ],
)
def test_an_if_with_no_plain_yes_before_it_neither_agrees_nor_sets_a_condition(
    reader: Reader, language: str, text: str
) -> None:
    assert not [one for one in read(reader, language, text) if isinstance(one, Condition | Confirm)]


@pytest.mark.parametrize(
    ("language", "text", "relation", "bound", "about", "beside"),
    [
        ("en", "yes if the total is under 60", "below", "60.00", "total", ""),
        ("en", "ok, but only if it's at most $50", "at_most", "50.00", "", ""),
        ("en", "as long as it doesn't cost more than 50", "at_most", "50.00", "", ""),
        ("en", "yes, if it's under 1900 dollars including tax", "below", "1900.00", "", "tax"),
        ("en", "go ahead if it comes before the 26th", "before", "2026-06-26", "", ""),
        ("en", "yes unless the fee is over 100", "at_most", "100.00", "fee", ""),
        ("es", "sí, si no cuesta más de 100 dólares", "at_most", "100.00", "", ""),
        ("es", "si, siempre que la entrega sea gratis", "at_most", "0.00", "entrega", ""),
        ("es", "sí, si es menos de 1900 dólares impuesto incluido", "below", "1900.00", "",
         "impuesto"),
        ("fr", "oui, si ça ne coûte pas plus de 100 dollars", "at_most", "100.00", "", ""),
        ("fr", "oui, à condition que ce soit moins de 1900 dollars taxe comprise", "below",
         "1900.00", "", "taxe"),
    ],
)  # fmt: skip
def test_a_yes_with_a_condition_says_what_is_compared_with_what(
    reader: Reader, language: str, text: str, relation: str, bound: str, about: str, beside: str
) -> None:
    said = (Condition(text, relation, bound, about, beside, agrees=True),)
    assert read(reader, language, text) == said


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("no, if it is over 1000", "at_most"),
        ("no, unless it's under 3000", "below"),
        ("if it's more than 1000, no", "at_most"),
        ("cancel it if it costs more than 1000", "at_most"),
    ],
)
def test_a_no_with_a_condition_never_agrees(reader: Reader, text: str, relation: str) -> None:
    (said,) = read(reader, "en", text)
    assert isinstance(said, Condition)
    assert (said.relation, said.agrees) == (relation, False)


@pytest.mark.parametrize(
    "text",
    [
        "yes if I can cancel until June 30",
        "yes, if I get the money by July 5",
        "yes, but only if you pick it up before July 10",
        "yes, if you deliver on Saturday the 20th for at most 5000",
        "yes if it's not over 100 dollars more than 2000",
        "yes if my husband agrees",
        "only if it's on sale and my wife agrees",
    ],
)
def test_what_hangs_on_more_than_one_plain_comparison_is_for_nobody_to_judge(
    reader: Reader, text: str
) -> None:
    (said,) = read(reader, "en", text)
    assert isinstance(said, Condition)
    assert said.relation == UNTOLD


@pytest.mark.parametrize(
    ("language", "text"), [("es", "si por favor"), ("fr", "oui, s'il vous plaît")]
)
def test_a_yes_that_looks_like_an_if_is_a_yes(reader: Reader, language: str, text: str) -> None:
    assert read(reader, language, text) == (Confirm(),)
