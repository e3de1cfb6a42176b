"""What customers say when they want another article, or another piece under warranty."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.understand.commands import Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

TODAY = date(2026, 6, 15)
SWAP, REPLACE = "aftersales.exchange_goods", "aftersales.replace_under_warranty"


@pytest.mark.parametrize(
    ("language", "said", "operation"),
    [
        ("en", "I'd rather have the bigger one instead.", SWAP),
        ("en", "could we swap the washer for the WM950 and pay the difference?", SWAP),
        ("en", "Third board, third failure.", REPLACE),
        ("en", "please send me a replacement board, the old one is dead", REPLACE),
        ("es", "prefiero la lavadora más grande en su lugar", SWAP),
        ("es", "la placa volvió a fallar, quiero un reemplazo en garantía", REPLACE),
        ("fr", "je préférerais le modèle plus grand à la place", SWAP),
        ("fr", "la carte est de nouveau morte, il me faut un remplacement sous garantie", REPLACE),
        ("en", "I want to return the washer", "aftersales.open_return"),
        ("en", "it stopped working, I want my money back", "aftersales.open_return"),
    ],
)
def test_an_exchange_is_heard_and_a_return_stays_one(reader: Reader, language, said, operation):
    read = reader.read(said, ReadingContext(language, TODAY))
    assert Start(operation) in read.commands


def test_giving_back_to_get_another_is_an_exchange_and_no_return_besides(reader: Reader) -> None:
    text = "I would like to give mine back and get the WM950."
    commands = reader.read(text, ReadingContext("en", TODAY)).commands

    assert [one.operation for one in commands if isinstance(one, Start)] == [SWAP]


def test_a_return_of_other_goods_stays_beside_an_exchange(reader: Reader) -> None:
    text = "I want to send back the dryer, and please exchange the washer for the WM950."
    commands = reader.read(text, ReadingContext("en", TODAY)).commands

    started = [one.operation for one in commands if isinstance(one, Start)]
    assert started == ["aftersales.open_return", SWAP]
