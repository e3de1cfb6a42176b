"""One spelling for names, e-mail addresses and phone numbers."""

import pytest

from makegood.domains.parties.models import ContactKind
from makegood.domains.parties.spelling import (
    contact_value,
    folded,
    masked,
    names_a_post_box,
    postcode_key,
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("email", " Tom.Gallagher@Example.COM ", "tom.gallagher@example.com"),
        ("email", "office@lindqvist.example.com", "office@lindqvist.example.com"),
        ("email", "tom@localhost", None),
        ("email", "tom gallagher@example.com", None),
        ("email", "tom@example..com", None),
        ("email", "<script>@example.com", None),
        ("phone", "202-555-0106", "+12025550106"),
        ("phone", "+44 20 7946 0018", "+442079460018"),
        ("phone", "911", None),
        ("phone", "no number", None),
    ],
)
def test_contact_points_have_one_spelling(kind, text, value):
    assert contact_value(ContactKind(kind), text) == value


def test_names_lose_case_accents_and_signs():
    assert folded("  Zoë  O’Brien-Núñez ") == "zoe obrien nunez"


def test_only_the_owner_knows_a_masked_contact_point():
    assert masked("email", "tom.gallagher@example.com") == "t•••@example.com"
    assert masked("phone", "+12025550106") == "••• ••06"


@pytest.mark.parametrize(
    ("line", "is_box"),
    [
        ("PO Box 12", True),
        ("p.o. box 12", True),
        ("Post Office Box 9", True),
        ("Apartado postal 4", True),
        ("Boîte postale 7", True),
        ("BP 120", True),
        ("12 Boxwood Lane", False),
        ("4 Post Street", False),
    ],
)
def test_a_post_box_is_seen_in_three_languages(line, is_box):
    assert names_a_post_box(line) is is_box


def test_postcodes_are_compared_without_spaces_and_the_last_four():
    assert postcode_key("55502-1234") == postcode_key("55502") == "55502"
    assert postcode_key("sw1a 1aa") == "SW1A1AA"
