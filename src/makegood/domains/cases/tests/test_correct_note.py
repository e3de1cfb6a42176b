"""What was written down wrongly stays, with what is right beside it."""

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.models import Note
from makegood.domains.cases.tests.conftest import attempts, footprint, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(case):
    ask = {"case": case, "text": "The tap was loose.", "kind": "fact"}
    assert run("cases.add_note", ask, actor=staff()).is_done
    return case


def correct(case, note=1, text="The hose was loose.", actor=None):
    ask = {"case": case, "note": note, "text": text, "why": "Misheard on the phone."}
    return run("cases.correct_note", ask, actor=actor or staff())


def test_both_stand_and_each_names_the_other(noted):
    assert correct(noted).result == {"case": noted, "note": 1, "correction": 2}
    wrong, right = queries.case_card(noted).notes
    assert (wrong.text, wrong.corrected_by) == ("The tap was loose.", 2)
    assert (right.text, right.kind, right.corrected_by) == ("The hose was loose.", "fact", None)
    assert right.source == "correction: Misheard on the phone."


def test_a_correction_is_corrected_in_its_turn(noted):
    correct(noted)
    assert correct(noted, note=2, text="The valve was loose.").answer("correction") == 3
    assert [one.corrected_by for one in queries.case_card(noted).notes] == [2, 3, None]


@pytest.mark.parametrize(
    ("note", "text", "sentence"),
    [
        (2, "The hose was loose.", "no_note"),
        (1, "The tap was loose.", "same_words"),
    ],
)
def test_what_is_not_there_or_says_just_this_is_refused(noted, note, text, sentence):
    before, rows = footprint(), attempts()
    refused = correct(noted, note, text)
    assert refused.code == "policy_denied"
    assert refused.statements[0].sentence == sentence
    assert (footprint(), attempts()) == (before, rows + 1)


def test_a_note_is_corrected_once(noted):
    correct(noted)
    refused = correct(noted, text="The floor was wet.")
    assert refused.statements[0].sentence == "corrected_before"
    assert Note.objects.count() == 2


def test_customers_correct_no_notes_of_ours(noted):
    assert correct(noted, actor=Actor.anonymous(Channel.CHAT)).code == "not_authorised"
