"""A danger is heard though no list names it, and is not taken for one that is over."""

from datetime import date

import pytest

from makegood.representative.understand.commands import Emergency, Question, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

DANGERS = (
    ("en", "the fire is not out"),
    ("en", "the fire was put out, but it started again"),
    ("en", "my husband collapsed, the heater is on"),
    ("es", "el fuego no se apaga"),
    ("es", "el fuego no está apagado"),
    ("es", "hay heridos"),
    ("es", "huele raro cerca de la caldera y me duele la cabeza"),
    ("fr", "le feu n'est pas éteint"),
    ("fr", "ça sent bizarre près de la chaudière et j'ai mal à la tête"),
)
OVER = (
    ("en", "There was a fire in our kitchen last night, it is out now, I want to file a claim"),
    ("es", "Ayer se nos quemó la cocina, ya está apagado, quiero avisar al seguro"),
    ("en", "the fire is out and everybody is safe"),
    ("es", "el fuego ya está apagado"),
    ("fr", "le feu est éteint, personne n'est blessé"),
)


def read(reader: Reader, language: str, text: str) -> list[object]:
    return list(reader.read(text, ReadingContext(language, date(2026, 6, 15))).commands)


@pytest.mark.parametrize(("language", "text"), DANGERS)
def test_who_is_in_danger_is_told_what_to_do_or_asked_what_it_is(
    reader: Reader, language: str, text: str
) -> None:
    first = read(reader, language, text)[0]
    assert first == Start("cases.report_emergency") or isinstance(first, Emergency)


@pytest.mark.parametrize(("language", "text"), OVER)
def test_what_is_over_is_no_emergency(reader: Reader, language: str, text: str) -> None:
    found = read(reader, language, text)
    assert Start("cases.report_emergency") not in found
    assert not [one for one in found if isinstance(one, Emergency)]


def test_a_question_that_points_at_what_was_told_is_asked_with_it(reader: Reader) -> None:
    told = read(reader, "en", "The bank took my payment back, so what does that cost me?")
    assert told == [Question("The bank took my payment back, so what does that cost me?")]


def test_two_questions_stay_two(reader: Reader) -> None:
    asked = read(reader, "en", "How long do I have to return it? And what does that cost?")
    assert asked == [Question("How long do I have to return it?"), Question("what does that cost?")]
