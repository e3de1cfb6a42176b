"""What begins or ends a letter is nobody's name."""

from __future__ import annotations

import pytest

from makegood.representative.understand.second_fact import second_fact, signature


@pytest.mark.parametrize(
    "closing", ["Kind Regards", "Many Thanks", "Sent Yesterday", "Saludos Cordiales"]
)
def test_a_closing_of_a_mail_is_no_name(closing: str) -> None:
    assert second_fact(f"Where is O-1041? {closing}", "O-1041") == []
    assert signature(f"Where is O-1041?\n{closing}") == ""


def test_the_name_below_a_closing_is_the_name() -> None:
    text = "Where is O-1041?\nKind Regards\nTom Gallagher"
    assert signature(text) == "Tom Gallagher"
    assert [one.value for one in second_fact(text, "O-1041")] == ["Tom Gallagher"]


@pytest.mark.parametrize(
    "said", ["I'm Tom Gallagher", "It’s Tom Gallagher", "C'est Tom Gallagher", "J'ai Tom Gallagher"]
)
def test_what_leads_to_a_name_is_no_part_of_it(said: str) -> None:
    assert [one.value for one in second_fact(said, "O-1041")] == ["Tom Gallagher"]


def test_a_name_with_an_apostrophe_is_a_whole_name() -> None:
    assert [one.value for one in second_fact("Sean O'Brien", "O-1041")] == ["Sean O'Brien"]
