"""A note about somebody else leaves this customer's case; that one stood there is not hidden."""

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.models import Note
from makegood.domains.cases.queries.own_records import as_told
from makegood.domains.cases.tests.conftest import attempts, footprint, open_case, staff

pytestmark = pytest.mark.django_db
WORDS = "She is often in hospital."


@pytest.fixture
def both(case):
    """Tom's case with a note that is about Priya, and hers."""
    hers = open_case(staff("rae", party="C-5"), subject="O-1042", summary="The washer is dented.")
    ask = {"case": case, "text": WORDS, "kind": "fact", "happened_on": "2026-06-12"}
    assert run("cases.add_note", ask, actor=staff()).is_done
    return case, hers


def move(case, to, note=1, actor=None):
    ask = {"case": case, "note": note, "to": to, "why": "Both cases were open."}
    return run("cases.move_note", ask, actor=actor or staff("ines", "S1"))


def test_the_words_are_where_they_belong_and_a_mark_is_left(both):
    wrong, right = both
    assert move(wrong, right).result == {"case": wrong, "note": 1, "to": right, "now": 1}
    (left,) = queries.case_card(wrong).notes
    assert (left.text, left.moved_to) == ("", right)
    (there,) = queries.case_card(right).notes
    assert (there.text, there.by, there.at) == (WORDS, "rae", left.at)
    assert str(there.happened_on) == "2026-06-12"
    assert there.source == "moved here: Both cases were open."


def test_what_was_moved_is_neither_moved_nor_corrected_again(both):
    wrong, right = both
    move(wrong, right)
    before, rows = footprint(), attempts()
    assert move(wrong, right).statements[0].sentence == "moved_before"
    fix = {"case": wrong, "note": 1, "text": "Other words.", "why": "Misheard."}
    assert run("cases.correct_note", fix, actor=staff()).statements[0].sentence == "moved_before"
    assert (footprint(), attempts()) == (before, rows + 2)


@pytest.mark.parametrize(
    ("note", "to_itself", "sentence"), [(2, False, "no_note"), (1, True, "stands_there")]
)
def test_what_is_not_there_or_belongs_there_stays(both, note, to_itself, sentence):
    wrong, right = both
    before = footprint()
    assert move(wrong, wrong if to_itself else right, note).statements[0].sentence == sentence
    assert footprint() == before


def test_a_case_that_there_is_not_takes_none_and_customers_move_none(both):
    wrong, right = both
    assert move(wrong, "CS-9999").code == "not_found"
    assert move(wrong, right, actor=Actor.anonymous(Channel.CHAT)).code == "not_authorised"
    assert queries.case_card(wrong).notes[0].text == WORDS


@pytest.mark.parametrize("source", ["referral:RL-1001", "outage:CV-1001"])
def test_what_is_kept_from_the_customer_stays_so_after_the_move(both, source):
    wrong, right = both
    Note.objects.filter(case__number=wrong).update(source=source)
    assert move(wrong, right).is_done
    (there,) = queries.case_card(right).notes
    assert (there.source, there.text) == (source, WORDS)
    assert as_told(queries.case_card(right)).notes == ()


def test_the_wrong_customer_is_not_told_whose_case_it_went_to(both):
    wrong, right = both
    move(wrong, right)
    (left,) = as_told(queries.case_card(wrong)).notes
    assert (left.text, left.moved_to) == ("", "")
