"""Whether two descriptions mean the same customer."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domains.parties.matching import Likeness, likeness_percent, names_agree

TOM = Likeness("C-6", "tom gallagher", frozenset({"+12025550106"}), "14 mill road 55502", "b1")


@pytest.mark.parametrize(
    ("given_name", "agrees"),
    [
        ("Zoë Laurent", True),
        ("zoe LAURENT", True),
        ("Laurent", True),
        ("Laurant", True),
        ("Zoë", False),
        ("Zoë Martin", False),
        ("Paul Laurent", False),
        ("", False),
        ("…", False),
    ],
)
def test_a_person_is_named_by_the_family_name_and_no_foreign_word(given_name, agrees):
    assert names_agree(given_name, "person", "Zoë Laurent") is agrees


def test_titles_and_order_of_the_words_make_no_difference():
    assert names_agree("Gallagher, Tom", "person", "Tom Gallagher")
    assert names_agree("Mr. Gallagher", "person", "Tom Gallagher")
    assert not names_agree("Mr.", "person", "Tom Gallagher")
    assert not names_agree("Lee", "person", "Lea")


@pytest.mark.parametrize(
    ("other", "percent"),
    [
        (TOM, "100.0"),
        (replace(TOM, contacts=frozenset()), "100.0"),
        (replace(TOM, contacts=frozenset({"+12025550199"})), "75.0"),
        (replace(TOM, birth="b2"), "85.0"),
        (replace(TOM, contacts=frozenset(), address="", birth=""), "0"),
    ],
)
def test_likeness_weighs_what_is_known_of_both(other, percent):
    assert likeness_percent(TOM, other) == Decimal(percent)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_percentage_whatever_stands_in_the_names(one, other):
    score = likeness_percent(replace(TOM, name=one), replace(TOM, name=other))
    assert 0 <= score <= 100
