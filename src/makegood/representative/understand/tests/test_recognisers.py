"""The typed pieces customers write: numbers with slips, dates, amounts, codes, names."""

from datetime import date

import pytest

from makegood.handbook.phrasings import ways_to_say
from makegood.representative.understand.language import LanguageGuess
from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext
from makegood.representative.understand.recognisers.dates import dates

TODAY = date(2026, 6, 15)  # a Monday


def found(reader: Reader, text: str, language: str = "en") -> list[tuple[str, object]]:
    reading = reader.read(text, ReadingContext(language, TODAY))
    return [(span.kind, span.value) for span in reading.spans]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("O-1041", "order", "O-1041"),
        ("o1041", "order", "O-1041"),
        ("O 1041", "order", "O-1041"),
        ("0-1041", "order", "O-1041"),
        ("order 1041", "order", "O-1041"),
        ("order number is 1041", "order", "O-1041"),
        ("pedido 1041", "order", "O-1041"),
        ("commande n° 1041", "order", "O-1041"),
        ("O-1041/2", "order_line", "O-1041/2"),
        ("r2001", "return", "R-2001"),
        ("case CS-12", "case", "CS-12"),
        ("account 40006", "account", "40006"),
        ("SN-77120", "serial", "SN-77120"),
        ("Tom.Gallagher@Example.com.", "email", "tom.gallagher@example.com"),
        ("202-555-0106", "phone", "+12025550106"),
        ("my zip is 01234", "postcode", "01234"),
        ("482 910", "code", "482910"),
        ("4-8-2-9-1-0", "code", "482910"),
        ("one two three four five six", "code", "123456"),
        ("$1,234.50", "amount", "1234.50"),
        ("1.234,50 €", "amount", "1234.50"),
        ("25 bucks", "amount", "25.00"),
        ("me llamo Tom Gallagher", "name", "Tom Gallagher"),
    ],
)
def test_a_typed_piece_gets_its_one_written_form(
    reader: Reader, text: str, kind: str, number: str
) -> None:
    assert found(reader, text) == [(kind, number)]


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("tomorrow", "en", date(2026, 6, 16)),
        ("the 14th", "en", date(2026, 7, 14)),
        ("on the 15th", "en", date(2026, 6, 15)),
        ("friday", "en", date(2026, 6, 19)),
        ("next friday", "en", date(2026, 6, 26)),
        ("last friday", "en", date(2026, 6, 12)),
        ("in two weeks", "en", date(2026, 6, 29)),
        ("3 days ago", "en", date(2026, 6, 12)),
        ("July 1st", "en", date(2026, 7, 1)),
        ("03/04/2026", "en", date(2026, 3, 4)),
        ("03/04/2026", "es", date(2026, 4, 3)),
        ("03/04/2026", "fr", date(2026, 4, 3)),
        ("el 14", "es", date(2026, 7, 14)),
        ("on Thursday, July 2", "en", date(2026, 7, 2)),
        ("el jueves 2 de julio por la mañana", "es", date(2026, 7, 2)),
        ("le jeudi 2 juillet", "fr", date(2026, 7, 2)),
        ("3 de julio", "es", date(2026, 7, 3)),
        ("pasado mañana", "es", date(2026, 6, 17)),
        ("hace 3 días", "es", date(2026, 6, 12)),
        ("14 juillet", "fr", date(2026, 7, 14)),
        ("du 14 juillet", "fr", date(2026, 7, 14)),
        ("vendredi", "fr", date(2026, 6, 19)),
        ("2026-06-14", "en", date(2026, 6, 14)),
    ],
)
def test_a_date_is_relative_to_the_companys_today(text: str, language: str, meant: date) -> None:
    assert [span.value for span in dates(text, language, TODAY)] == [meant.isoformat()]


def test_a_date_told_of_the_past_is_looked_for_backwards() -> None:
    assert [s.value for s in dates("the 31st", "en", TODAY, "past")] == ["2026-05-31"]


def test_no_date_is_made_of_a_day_that_does_not_exist() -> None:
    assert list(dates("the 45th, 31/31/2026", "en", TODAY)) == []


def test_a_card_number_that_fails_its_check_digit_is_no_card(reader: Reader) -> None:
    assert "card" not in [kind for kind, _ in found(reader, "order 4111111111111112")]


def test_a_mention_tells_the_resolver_what_the_words_point_at(reader: Reader) -> None:
    mention = reader.mention("the second washer from O-1041", "en", TODAY)

    assert dict(mention.numbers) == {"order": "O-1041"}
    assert mention.skus == ("WM900", "WM950", "WM700")
    assert (mention.ordinal, mention.other, mention.everything) == (2, False, False)
    assert reader.mention("the other one", "en", TODAY).other
    assert reader.mention("my last order", "en", TODAY).ordinal == -1
    assert dict(reader.mention("1041", "en", TODAY).numbers) == {"number": "1041"}
    assert dict(reader.mention("O-1041/2", "en", TODAY).numbers) == {
        "order_line": "O-1041/2",
        "order": "O-1041",
    }


@pytest.mark.parametrize("text", ["ok", "si", "no", "sí", "Tom", "O-1041", "482910", ":-)"])
@pytest.mark.parametrize("own", ["en", "es", "fr"])
def test_a_short_word_never_flips_the_language(lexicon: Lexicon, text: str, own: str) -> None:
    assert LanguageGuess(lexicon).language(text, own) == own


def test_a_greeting_in_another_language_does(lexicon: Lexicon) -> None:
    guess = LanguageGuess(lexicon)

    assert guess.language("hola", "en") == "es"
    assert guess.language("bonjour", "en") == "fr"
    assert guess.language("where is my order", "fr") == "en"


def test_a_phrasing_with_alternatives_stands_for_each() -> None:
    assert list(ways_to_say("(stop|quit) (texting|calling) me")) == [
        "stop texting me",
        "quit texting me",
        "stop calling me",
        "quit calling me",
    ]
    assert len(set(ways_to_say("(a|b|c) (d|e|f) (g|h|i)"))) == 12
