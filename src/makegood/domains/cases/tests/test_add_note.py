from datetime import UTC, datetime

import pytest

from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, footprint, staff

pytestmark = pytest.mark.django_db


def add(case, actor=None, **more):
    ask = {"case": case, "text": "The tap was loose.", "kind": "fact", **more}
    return run("cases.add_note", ask, actor=actor or staff())


def test_a_fact_is_written_into_the_case(case):
    assert add(case).result == {"case": case, "due": None}
    (note,) = queries.case_card(case).notes
    assert (note.kind, note.text, note.by) == ("fact", "The tap was loose.", "rae")


def test_a_promise_gets_its_time_and_owner(case):
    add(case, kind="promise", text="A fitter comes.", due="2026-06-17T15:00:00-04:00")

    (promise,) = [one for one in open_promises(f"case:{case}") if one.kind == "case_promise"]
    assert (promise.owner, promise.text) == ("rae", "We promised: A fitter comes.")
    assert promise.due_at == datetime(2026, 6, 17, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("due", [None, "2026-06-15T09:59:00-04:00"])
def test_a_promise_without_a_time_ahead_is_asked_for_it_and_never_kept(case, due):
    before, rows = footprint(), attempts()
    outcome = add(case, kind="promise", **({"due": due} if due else {}))

    assert (outcome.status, outcome.needs) == ("needs_info", "due")
    assert footprint() == before
    assert attempts() == rows + 1


def test_a_case_that_there_is_not_takes_no_note(cast):
    before = footprint()
    assert add("CS-9999").code == "not_found"
    assert footprint() == before


def test_a_closed_case_takes_no_note(case):
    closed = {
        "case": case, "outcome": "put_right", "root_cause": "conduct", "basis": "Mended.",
        "response": "We mended it.", "accepted": True,
    }  # fmt: skip
    assert run("cases.close_case", closed, actor=staff()).is_done
    before = footprint()

    assert add(case).code == "policy_denied"
    assert footprint() == before


def test_somebody_without_a_role_writes_nothing(case):
    before = footprint()
    assert add(case, staff("noor", "")).code == "not_authorised"
    assert footprint() == before


def test_a_note_of_an_earlier_day_keeps_both_days(case):
    assert add(case, happened_on="2026-06-12").is_done
    (note,) = queries.case_card(case).notes
    assert (str(note.happened_on), note.at) == (
        "2026-06-12", datetime(2026, 6, 15, 14, 0, tzinfo=UTC),
    )  # fmt: skip


def test_a_day_that_is_still_ahead_is_asked_again(case):
    before = footprint()
    outcome = add(case, happened_on="2026-06-16")
    assert (outcome.status, outcome.needs) == ("needs_info", "happened_on")
    assert footprint() == before
    assert add(case, happened_on="2026-06-15").is_done


@pytest.mark.parametrize(
    "text", ["The customer is a liar and rude.", "Une cliente menteuse.", "Está LOCO."]
)
def test_what_a_customer_may_read_is_written_kindly(case, text):
    before, rows = footprint(), attempts()
    outcome = add(case, text=text, kind="opinion")
    assert (outcome.status, outcome.needs) == ("needs_info", "text")
    assert (footprint(), attempts()) == (before, rows + 1)


def test_what_somebody_said_is_quoted_as_it_was(case):
    said = "He said “you are a liar” and hung up."
    assert add(case, text=said).is_done
    assert queries.case_card(case).notes[0].text == said
