import pytest

from makegood.core.models import Effect, Job
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, footprint, ines, staff

pytestmark = pytest.mark.django_db


def refer(case, department="billing_control", actor=None):
    ask = {"case": case, "department": department, "question": "Was it credited?"}
    return run("cases.refer_case", ask, actor=actor or staff())


def bounce(referral, reason="Not ours."):
    ask = {"referral": referral, "reason": reason}
    return run("cases.bounce_referral", ask, actor=staff())


def test_a_department_returns_a_question_with_its_reason(case):
    refer(case)
    outcome = bounce("RL-1001", "The meter is not ours.")

    assert outcome.result == {"referral": "RL-1001", "bounces": 1, "supervisor_decides": False}
    card = queries.case_card(case)
    assert (card.state, card.referrals[0].state) == ("open", "bounced")
    assert card.notes[-1].text == (
        "Billing Control has returned the question. Their reason: The meter is not ours."
    )
    assert not Job.objects.filter(operation="cases.chase_referral").exists()


def test_AC28_3_the_second_time_a_supervisor_decides_and_a_third_is_impossible(case):
    refer(case)
    bounce("RL-1001")
    refer(case, "metering_lab")
    second = bounce("RL-1002")
    assert second.result == {"referral": "RL-1002", "bounces": 2, "supervisor_decides": True}
    told = Effect.objects.get(key="referral:RL-1002:supervisors:bounced")
    assert told.payload["to"] == "supervisors@northvale.example.com"

    before, rows = footprint(), attempts()
    third = refer(case, "legal")
    assert (third.status, third.code) == ("refused", "policy_denied")
    assert third.statements[0].text() == (
        "It was returned 2 times. A supervisor decides now who takes it."
    )
    assert footprint() == before
    assert attempts() == rows + 1

    assigned = run(
        "cases.assign_referral",
        {"referral": "RL-1002", "department": "billing_control"},
        actor=ines(),
    )
    assert assigned.is_done
    before = footprint()
    refused = bounce(str(assigned.answer("referral")))
    assert refused.statements[0].text() == (
        "Billing Control was assigned the question and cannot return it."
    )
    assert footprint() == before


def test_what_was_returned_is_not_returned_again(case):
    refer(case)
    bounce("RL-1001")
    before = footprint()

    assert bounce("RL-1001").code == "policy_denied"
    assert footprint() == before
