import pytest

from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, footprint, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(case):
    ask = {"case": case, "department": "billing_control", "question": "Was it credited?"}
    return str(run("cases.refer_case", ask, actor=staff()).answer("referral"))


def answer(referral):
    ask = {"referral": referral, "answer": "Yes, on June 2."}
    return run("cases.answer_referral", ask, actor=staff("ines", "S1"))


def test_the_answer_goes_into_the_case_with_its_source(referral):
    run("cases.accept_referral", {"referral": referral}, actor=staff())
    outcome = answer(referral)

    assert outcome.result == {"referral": referral, "case": "CS-1001", "owner": "rae"}
    card = queries.case_card("CS-1001")
    assert (card.state, card.referrals[0].state) == ("open", "answered")
    assert (card.notes[-1].text, card.notes[-1].source) == (
        "Yes, on June 2.",
        f"referral:{referral}",
    )


def test_it_has_to_be_accepted_first(referral):
    before, rows = footprint(), attempts()
    outcome = answer(referral)

    assert outcome.statements[0].text() == "Question RL-1001 has to be accepted first."
    assert footprint() == before
    assert attempts() == rows + 1


def test_it_is_answered_once(referral):
    run("cases.accept_referral", {"referral": referral}, actor=staff())
    answer(referral)
    before = footprint()

    assert answer(referral).code == "policy_denied"
    assert footprint() == before
