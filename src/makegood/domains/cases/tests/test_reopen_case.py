import pytest

from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, footprint, staff
from makegood.domains.conversations.queries import notices_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(case):
    ask = {
        "case": case, "outcome": "put_right", "root_cause": "conduct", "basis": "Mended.",
        "response": "We mended it.", "accepted": True,
    }  # fmt: skip
    assert run("cases.close_case", ask, actor=staff()).is_done
    return case


def reopen(case):
    ask = {"case": case, "reason": "The noise came back."}
    return run("cases.reopen_case", ask, actor=staff("ines", "S1"))


def test_it_is_open_again_with_its_owner_and_a_new_date(closed):
    outcome = reopen(closed)

    assert outcome.result == {"case": closed, "owner": "rae"}
    assert queries.case_card(closed).state == "open"
    assert {one.kind for one in open_promises(f"case:{closed}")} == {"case_answer", "case_news"}
    assert notices_about(f"case:{closed}")[-1].name == "case_reopened"


def test_day_30_is_in_time_and_day_31_is_not(closed, at):
    at("2026-07-16T10:00")
    before, rows = footprint(), attempts()
    late = reopen(closed)
    assert (late.status, late.code) == ("refused", "policy_denied")
    assert late.statements[0].text() == "Case CS-1001 could be opened again until July 15, 2026."
    assert late.instead[0].text() == "I can open a new case that refers to it."
    assert footprint() == before
    assert attempts() == rows + 1

    at("2026-07-15T23:00")
    assert reopen(closed).is_done


def test_what_is_open_is_not_opened_again(case):
    before = footprint()
    assert reopen(case).statements[0].text() == "Case CS-1001 is still open."
    assert footprint() == before
