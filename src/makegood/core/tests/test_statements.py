"""Statements: what is told says its source, and spells values as its readers write them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from makegood.core.money import Money
from makegood.core.statements import (
    Article,
    Figure,
    Jurisdiction,
    Param,
    Sayable,
    Statement,
    Word,
    say,
)
from makegood.handbook import book

DAY = date(2026, 7, 2)


def again(told: Statement) -> Statement:
    """A statement as it comes back from where it was kept as JSON."""
    return Statement.read(json.loads(TypeAdapter(Statement).dump_json(told)))


@pytest.mark.parametrize(
    ("value", "english", "spanish", "french"),
    [
        (Money(114493), "$1,144.93", "$1,144.93", "1\u202f144,93\xa0$US"),
        (Money(-500), "-$5.00", "-$5.00", "-5,00\xa0$US"),
        (Money(0), "$0.00", "$0.00", "0,00\xa0$US"),
        (DAY, "July 2, 2026", "2 de julio de 2026", "2 juillet 2026"),
        (1234567, "1,234,567", "1,234,567", "1\u202f234\u202f567"),
        (Decimal("7.75"), "7.75", "7.75", "7,75"),
        (-3, "-3", "-3", "-3"),
        ("SN-77120", "SN-77120", "SN-77120", "SN-77120"),
        ("{amount}", "{amount}", "{amount}", "{amount}"),
        (Article("SV-INST"), "Installation", "Instalación", "Installation"),
        (Article("WM100"), "WM100", "WM100", "WM100"),
        (Jurisdiction("ZZ/Nowhere"), "ZZ/Nowhere", "ZZ/Nowhere", "ZZ/Nowhere"),
        (
            Jurisdiction("XM/Harlow"),
            "the city of Harlow",
            "ciudad de Harlow",
            "ville de Harlow",
        ),
    ],
)
def test_each_language_spells_a_value_its_own_way(
    value: Sayable, english: str, spanish: str, french: str
) -> None:
    (kept,) = again(say("order:O-1", "x", value=value)).params.values()
    assert [kept.spelled(language) for language in ("en", "es", "fr")] == [
        english,
        spanish,
        french,
    ]


def test_a_moment_is_told_in_the_company_s_own_time() -> None:
    noon = Param.of(datetime(2026, 6, 15, 16, 5, tzinfo=UTC))
    winter = Param.of(datetime(2026, 1, 15, 16, 5, tzinfo=UTC))
    assert [noon.spelled(language) for language in ("en", "es", "fr")] == [
        "June 15, 2026, 12:05 PM",
        "15 de junio de 2026, 12:05",
        "15 juin 2026, 12:05",
    ]
    assert winter.spelled("en") == "January 15, 2026, 11:05 AM"


def test_a_word_of_the_company_is_told_in_each_language() -> None:
    kept = Param.of(Word("core.not_found"))
    spelled = [kept.spelled(language) for language in ("en", "es", "fr")]
    assert spelled[0] == "We cannot find that."
    assert len(set(spelled)) == 3


def test_a_sentence_of_a_clause_is_the_one_in_force_that_day_with_its_figures() -> None:
    clause = book().clause("RET-2", on=date(2026, 6, 15))
    told = say(clause, "window", last_day=DAY)
    assert told.source == "RET-2@2026-01-01"
    kept = again(told)
    texts = [kept.text(language) for language in ("en", "es", "fr")]
    for text, day in zip(
        texts, ("July 2, 2026", "2 de julio de 2026", "2 juillet 2026"), strict=True
    ):
        assert day in text
        assert "{" not in text
    assert len(set(texts)) == 3


def test_what_people_wrote_is_never_taken_for_a_place_to_fill_in() -> None:
    clause = book().clause("RET-1", on=date(2026, 6, 15))
    text = say(clause, "not_returnable", item="{item} {0.__class__}").text()
    assert text == "{item} {0.__class__} is not something that can be sent back."


def test_a_sentence_about_a_record_stands_in_the_voice() -> None:
    told = say("order:O-1041", "core.approval_required", amount=Money(10001))
    assert told.source == "order:O-1041"
    assert told.text() == (
        "Someone with more authority has to approve $100.01. It waits for them now."
    )
    assert "100,01\xa0$US" in told.text("fr")


@pytest.mark.parametrize("sentence", ["core.no_such_sentence", "nothing"])
def test_a_sentence_that_nobody_wrote_is_not_told(sentence: str) -> None:
    with pytest.raises(LookupError):
        say("order:O-1041", sentence).text()


def test_a_figure_has_its_name_and_its_amount_in_each_language() -> None:
    figure = Figure(name="refund", amount=Money(75044))
    assert (figure.label("en"), figure.spelled("en")) == ("refund", "$750.44")
    assert figure.spelled("fr") == "750,44\xa0$US"
    assert figure.label("fr") != figure.label("en")
