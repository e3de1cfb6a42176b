"""Finding the section that answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domains.knowledge.search import (
    Page,
    best_match,
    best_sentences,
    is_told_already,
    words_of,
)

RETURNS = Page(
    "KB-RETURNS",
    "Returning something you bought",
    ("return", "restocking fee"),
    (
        ("How long you have", "You may return goods within 30 days."),
        ("What it costs", "Unopened goods are taken back without a fee."),
    ),
)
LABELS = Page(
    "KB-LABELS",
    "Packing a box",
    ("return label", "return address"),
    (("Packing", "Write the return number on the box."),),
)
PAGES = (LABELS, RETURNS)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what is your return policy", ("KB-RETURNS", 0)),
        ("how much is the restocking fee", ("KB-RETURNS", 1)),
        ("where do I get the return label", ("KB-LABELS", 0)),
        ("do you sell bicycles", None),
        ("the of and", None),
        ("", None),
    ],
)
def test_the_article_is_found_first_and_then_its_section(question, found):
    match = best_match(question, PAGES, "en")
    assert (match and (match.article, match.section)) == found


def test_nothing_is_found_where_nothing_is_written():
    assert best_match("return", (), "en") is None


def test_words_lose_case_accents_endings_and_empty_words():
    assert words_of("How are RETURNS refunded?", "en") == ("return", "refund")
    assert words_of("¿Cuántas devoluciones?", "es") == words_of("la devolución", "es")
    assert words_of("l'été à Zürich PT-BELT-24", "fr") == ("ete", "zurich", "pt-belt-24")


def test_the_sentences_that_meet_the_question_keep_their_order():
    text = "One is red.\nTwo is blue.\nThree is green.\nFour is blue and green."
    assert best_sentences("blue green", text, "en") == (
        "Two is blue.",
        "Three is green.",
        "Four is blue and green.",
    )
    assert best_sentences("anything", "Only this.", "en") == ("Only this.",)


def test_what_was_said_in_other_words_is_known():
    told = ["The HP24 must not be installed where it gets colder than 2 °C."]
    assert is_told_already("Do not install it where it gets colder than 2 °C.", told)
    assert not is_told_already("It must be installed by a licensed fitter.", told)


@given(st.text(max_size=60), st.sampled_from(["en", "es", "fr"]))
def test_any_text_is_searched_without_fault_and_covers_at_most_the_whole(question, language):
    match = best_match(question, PAGES, language)
    assert match is None or 0 < match.covered <= 1
