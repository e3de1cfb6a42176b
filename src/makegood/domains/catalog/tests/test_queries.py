"""What the catalogue answers, from the company's own tables."""

import pytest

from makegood.core.outcome import NotFound
from makegood.domains.catalog import queries


def test_AC07_1_a_belt_that_does_not_fit_is_told_with_the_one_that_does():
    answer = queries.fits("PT-BELT-24", "WM700")
    assert not answer.fits
    assert answer.fits_models == ("WM900", "WM950")
    assert [part.sku for part in answer.parts_for_model if "BELT" in part.sku] == ["PT-BELT-20"]


def test_AC07_1_a_former_part_is_answered_by_the_one_that_replaces_it():
    answer = queries.fits("PT-BELT-18", "WM700")
    assert answer.successor is not None
    assert (answer.successor.sku, answer.fits) == ("PT-BELT-20", True)


def test_AC07_3_the_limits_of_a_heater_are_there_to_be_told():
    assert any("2 °C" in limit for limit in queries.limits("HP24"))


@pytest.mark.parametrize(
    ("words", "language", "sku"),
    [
        ("the new washer", "en", "WM950"),
        ("my WM-900", "en", "WM900"),
        ("la lavadora nueva", "es", "WM950"),
        ("le sèche-linge", "fr", "DR800"),
    ],
)
def test_customers_words_find_the_product(words, language, sku):
    assert queries.products_named(words, language)[0].sku == sku


def test_any_washer_is_meant_by_washer_and_nothing_by_nonsense():
    washers = {product.sku for product in queries.products_named("washer")}
    assert washers == {"WM700", "WM900", "WM950"}
    assert queries.products_named("a bicycle") == ()


def test_a_known_issue_says_what_helps():
    issue = queries.known_issues("WM900")[0]
    assert (issue.id, issue.lot) == ("KI-12", "LOT-24-117")
    assert issue.workaround


def test_a_product_not_sold_here_is_not_found():
    with pytest.raises(NotFound):
        queries.product("XY-1")
