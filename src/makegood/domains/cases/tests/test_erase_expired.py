import pytest

from makegood.core import journal
from makegood.core.looks import looks_at, note_look
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.cases.tests.conftest import ines, system
from makegood.domains.cases.tests.privacy import SAID, talk, where_is
from makegood.domains.conversations.queries import transcript
from makegood.domains.parties.models import Verification


@pytest.fixture(autouse=True)
def _northvale(northvale, db):
    pass


def erase():
    done = run("cases.erase_expired", {}, actor=system())
    assert done.is_done, done
    return done.result


def test_words_go_after_three_years_and_not_a_day_before(at):
    at("2026-06-15T10:00")
    old = talk()

    at("2029-06-15T12:00")
    assert erase()["conversations"] == 0
    at("2029-06-16T12:00")
    assert erase()["conversations"] == 1

    assert {line.text for line in transcript(old)} == {""}
    assert where_is(SAID) == []
    assert erase()["conversations"] == 0


def test_the_journal_keeps_who_did_what_and_when_and_proves_itself(at):
    old = talk()
    before = JournalRow.objects.filter(conversation=old).count()
    at("2029-07-01T12:00")

    erase()

    rows = JournalRow.objects.filter(conversation=old, operation__startswith="conversations.")
    assert JournalRow.objects.filter(conversation=old).count() == before > 0
    assert set(rows.values_list("payload", flat=True)) == {None}
    assert journal.verify().is_intact


def test_a_hold_beats_every_age(at):
    old = talk()
    run("cases.place_hold", {"party": "C-6", "reason": "The court."}, actor=ines())
    at("2029-07-01T12:00")

    assert erase()["conversations"] == 0
    assert SAID in [line.text for line in transcript(old)]


def test_proofs_and_looks_go_after_two_years(at):
    at("2026-06-15T10:00")
    talk()
    note_look(ines(), "C-6", "C-6")
    at("2028-06-15T12:00")
    note_look(ines(), "C-6", "C-6")
    assert erase()["looks"] == 0
    at("2028-06-16T12:00")
    proofs = Verification.objects.count()

    found = erase()

    assert (found["looks"], found["proofs"]) == (1, proofs)
    assert [one.at.year for one in looks_at("C-6")] == [2028]
    assert not Verification.objects.exists()
