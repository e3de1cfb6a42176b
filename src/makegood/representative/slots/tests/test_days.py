"""Since when something is broken is a day gone by."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.slots.days import day_gone_by

MONDAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("en", "2026-06-15", "2026-06-15"),
        ("en", "June 10", "2026-06-10"),
        ("en", "June 18", "2025-06-18"),
        ("en", "Friday", "2026-06-12"),
        ("en", "monday", "2026-06-08"),
        ("en", "last Thursday", "2026-06-11"),
        ("en", "the 12th", "2026-06-12"),
        ("en", "March 18", "2026-03-18"),
        ("es", "el 18 de junio", "2025-06-18"),
        ("fr", "vendredi", "2026-06-12"),
        ("en", "June 18, 2027", "2027-06-18"),
        ("en", "last winter", "last winter"),
    ],
)
def test_a_day_is_the_last_one_that_the_words_can_name(
    language: str, said: str, meant: str
) -> None:
    assert day_gone_by(said, language, MONDAY) == meant
