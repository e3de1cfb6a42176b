"""What we write is understood: measured in English, and kept short in every language. C02."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from makegood.handbook import Handbook, load
from makegood.handbook.readability import (
    grade,
    longest_sentence,
    sentences_of,
    syllables_of,
    words_a_sentence,
)

FEWEST_WORDS = 100
HIGHEST_GRADE = 8.0
HARDEST_SENTENCE = 13.0
WORDS_OF_A_TELLING_SENTENCE = 12
MOST_WORDS_ON_AVERAGE = 16.0
MOST_WORDS = 36
LANGUAGES = ("en", "es", "fr")


@pytest.fixture(scope="module")
def northvale(northvale_folder: Path) -> Handbook:
    return load(northvale_folder)


def told(folder: Path, book: Handbook, language: str) -> Iterator[tuple[str, list[str]]]:
    """What customers are told: by each file of clauses, in the dialogue, on record, in notices."""
    for path in sorted((folder / "policy").glob("*.toml")):
        clauses = tomllib.loads(path.read_text("utf-8")).get("clause", [])
        sentences = [one for clause in clauses for one in clause.get("sentences", {}).values()]
        yield path.stem, [one[language] for one in sentences if language in one]
    voice = book.voice(language)
    yield "dialogue", [line for lines in voice.dialogue.values() for line in lines]
    yield "statements", list(voice.statements.values())
    yield "notices", [one.body for one in voice.notices.values()]


def count(texts: list[str]) -> int:
    return sum(len(words) for text in texts for words in sentences_of(text))


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("washer", 2), ("please", 1), ("delivered", 3), ("opened", 2), ("people", 2), ("code", 1),
     ("refused", 2), ("table", 2), ("us", 1), ("account", 2)],
)  # fmt: skip
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_a_grade_is_that_of_flesch_and_kincaid() -> None:
    # Two sentences, eight words, eight syllables: 0.39 x 4 + 11.8 x 1 - 15.59.
    assert grade(["We pay you back. It takes two weeks."]) == pytest.approx(-2.23)
    assert grade(["A label"]) == 0.0


def test_what_is_put_in_later_is_one_word_and_a_label_is_no_sentence() -> None:
    assert list(sentences_of("You get back {refund}. Total: {total}")) == [
        ("You", "get", "back", "value")
    ]


def test_AC02_3_every_part_of_the_english_handbook_reads_at_grade_8_at_most(
    northvale_folder: Path, northvale: Handbook
) -> None:
    grades = {
        name: grade(texts)
        for name, texts in told(northvale_folder, northvale, "en")
        if count(texts) >= FEWEST_WORDS
    }
    assert {name: one for name, one in grades.items() if one > HIGHEST_GRADE} == {}
    assert len(grades) > 20


def test_no_english_sentence_is_hard_by_itself(northvale_folder: Path, northvale: Handbook) -> None:
    texts = [one for _, found in told(northvale_folder, northvale, "en") for one in found]
    long = [one for one in texts if count([one]) >= WORDS_OF_A_TELLING_SENTENCE]
    assert [one for one in long if grade([one]) > HARDEST_SENTENCE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short_in_every_language(
    northvale_folder: Path, northvale: Handbook, language: str
) -> None:
    for name, texts in told(northvale_folder, northvale, language):
        assert longest_sentence(texts) <= MOST_WORDS, name
        if count(texts) >= FEWEST_WORDS:
            assert words_a_sentence(texts) <= MOST_WORDS_ON_AVERAGE, name
