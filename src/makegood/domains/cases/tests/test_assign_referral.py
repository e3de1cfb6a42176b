import pytest

from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, footprint, ines, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned_twice(case):
    for number, department in (("RL-1001", "billing_control"), ("RL-1002", "metering_lab")):
        ask = {"case": case, "department": department, "question": "Was it credited?"}
        run("cases.refer_case", ask, actor=staff())
        run("cases.bounce_referral", {"referral": number, "reason": "No."}, actor=staff())
    return "RL-1002"


def assign(referral, actor):
    ask = {"referral": referral, "department": "billing_control"}
    return run("cases.assign_referral", ask, actor=actor)


def test_a_supervisor_says_who_takes_it(returned_twice):
    outcome = assign(returned_twice, ines())

    assert outcome.result == {"referral": "RL-1003", "department": "billing_control"}
    card = queries.referral_card("RL-1003")
    assert (card.state, card.question) == ("accepted", "Was it credited?")
    assert Effect.objects.filter(key="referral:RL-1003:assigned").exists()


def test_a_representative_does_not(returned_twice):
    before, rows = footprint(), attempts()
    outcome = assign(returned_twice, staff())

    assert (outcome.status, outcome.code) == ("refused", "not_authorised")
    assert footprint() == before
    assert attempts() == rows + 1


def test_what_was_not_returned_twice_is_not_assigned(case):
    ask = {"case": case, "department": "billing_control", "question": "Was it credited?"}
    run("cases.refer_case", ask, actor=staff())
    before = footprint()

    assert assign("RL-1001", ines()).code == "policy_denied"
    assert footprint() == before
