"""Ids of mails: they come back as they were written, and no ask shows a card number in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.message_ids import as_kept, as_written
from makegood.core.redaction import redact

LIKE_CARDS = "<4111111111111111@mail.example.com>"


@pytest.mark.parametrize(
    "written",
    ["<b1@mail.example.com>", LIKE_CARDS, "<~4111111111111111~a~@x.example>", "<~a~@x.example>"],
)
def test_an_id_comes_back_as_it_was_written(written):
    kept = as_kept(written)
    assert as_written(kept) == written
    assert redact(kept).text == kept


def test_only_what_looks_like_a_card_is_spelled_in_letters():
    assert as_kept("<b1@mail.example.com>") == "<b1@mail.example.com>"
    assert as_kept(LIKE_CARDS) == "~:<~ebbbbbbbbbbbbbbb~@mail.example.com>"


def test_two_ids_that_differ_in_the_digits_alone_stay_two():
    assert as_kept(LIKE_CARDS) != as_kept(LIKE_CARDS.replace("4111", "5500").replace("11@", "04@"))


def test_one_too_long_to_be_kept_is_told_from_others_and_has_no_way_back():
    kept = as_kept(f"<{'x1~' * 76}4111111111111111@a.b>")
    assert (len(kept), as_written(kept)) == (66, "")


@given(st.text(alphabet="~abj0123456789@.-", max_size=60))
def test_whatever_is_in_it(text):
    written = f"<{text}>"
    assert as_written(as_kept(written)) in (written, "")
