"""Since when something is broken is a day gone by."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.slots.days import day_gone_by


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2026-06-15", "2026-06-15"),
        ("2026-06-10", "2026-06-10"),
        ("2026-06-19", "2026-06-12"),
        ("2027-03-18", "2026-03-18"),
        ("2028-02-29", "2027-02-28"),
        ("last winter", "last winter"),
    ],
)
def test_a_day_without_its_year_that_lies_ahead_is_the_last_one(read: str, meant: str) -> None:
    assert day_gone_by(read, date(2026, 6, 15)) == meant
