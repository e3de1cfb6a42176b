"""What people tell without asking for anything leads to what may be done about it."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.handbook import book
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext


def test_each_situation_offers_requests_that_exist_under_a_line_in_each_language(
    lexicon: Lexicon,
) -> None:
    situations = lexicon.situations()
    assert len(situations) == 13
    for label, offered in situations.items():
        kind = label.removeprefix("heard.")
        assert set(offered) <= lexicon.operations.keys()
        for language, words in lexicon.languages.items():
            assert words.heard[kind]
            assert kind in book().voice(language).dialogue


@pytest.mark.parametrize(
    ("said", "situation"),
    [
        ("one of the belts is not in the bag", "told_missing"),
        ("your lorry did not come today", "told_not_come"),
        ("you sent a different belt than I bought", "told_wrong"),
    ],
)
def test_what_happened_is_heard_in_words_nobody_wrote_down(
    reader: Reader, said: str, situation: str
) -> None:
    read = reader.read(said, ReadingContext(language="en", today=date(2026, 6, 15)))
    assert read.situation == situation
    assert [name for name, _ in read.alternatives] == list(
        reader.lexicon.situations()[f"heard.{situation}"]
    )


def test_while_something_is_arranged_it_only_states_a_fact(reader: Reader) -> None:
    busy = ReadingContext(
        language="en",
        today=date(2026, 6, 15),
        active_operation="aftersales.open_return",
        slots_of_active=(("reason", "choice"),),
    )
    assert reader.read("it has a dent on the side", busy).situation == ""
