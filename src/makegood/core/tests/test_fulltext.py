"""Rows are found by their words through an index, the same ones on both engines."""

import pytest
from django.db import connection, transaction

from makegood.core.fulltext import having
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import find_parties

pytestmark = pytest.mark.usefixtures("northvale")


def named(words, **more):
    how = {"want": "each beginning", "most": 20, **more}
    found = Party.objects.filter(pk__in=having(Party, "name_key", words.split(), **how))
    return sorted(found.values_list("name", flat=True))


@pytest.mark.parametrize("words", ["gallagher", "gall", "tom g", "g tom", "t"])
def test_the_beginnings_of_words_find_a_name_in_any_order(words):
    assert "Tom Gallagher" in named(words)


@pytest.mark.parametrize("words", ["allagher", "tom x", "xyzzy"])
def test_the_middle_of_a_word_or_one_that_is_not_there_finds_nothing(words):
    assert named(words) == []


@pytest.mark.parametrize("words", ['"', "'", "\\", "a' | 'b", 'xy" OR "yz', "NEAR(a b)", ":*", ""])
def test_no_sign_is_a_command_to_the_index(words):
    assert named(words) == []
    assert named(words, want="any") == []


def test_any_word_is_enough_where_that_is_wanted():
    assert "Tom Gallagher" in named("gallagher xyzzy", want="any")


def test_a_name_that_changes_is_found_as_it_is_now():
    Party.objects.filter(number="C-6").update(name="Ana Núñez", name_key="ana nunez")
    assert named("gallagher") == []
    assert [card.number for card in find_parties("Núñ")] == ["C-6"]


def test_names_are_not_read_through():
    asked = Party.objects.filter(
        pk__in=having(Party, "name_key", ["gall"], want="each beginning", most=9)
    )
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in asked.explain()
        assert "SCAN parties_party\n" not in asked.explain()
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            assert "parties_party_name_key_words" in asked.explain()
