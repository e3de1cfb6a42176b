import pytest

from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import staff, system

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(case):
    ask = {"case": case, "department": "billing_control", "question": "Was it credited?"}
    return str(run("cases.refer_case", ask, actor=staff()).answer("referral"))


def chase(referral, percent):
    ask = {"referral": referral, "percent": percent}
    return run("cases.chase_referral", ask, actor=system())


def test_AC28_2_at_half_of_its_time_only_the_department_is_reminded(referral):
    assert chase(referral, 50).result == {
        "referral": referral,
        "reminded": True,
        "supervisors_told": False,
    }
    mail = Effect.objects.get(key="referral:RL-1001:chased:50")
    assert mail.payload["to"] == "billing.control@northvale.example.com"
    assert str(mail.payload["body"]).startswith("50 % of the time")


def test_AC28_2_at_the_end_of_its_time_the_supervisors_are_told(referral):
    assert chase(referral, 100).answer("supervisors_told") is True
    mail = Effect.objects.get(key="referral:RL-1001:supervisors:silent")
    assert mail.payload["to"] == "supervisors@northvale.example.com"


def test_who_has_taken_it_is_left_in_peace(referral):
    run("cases.accept_referral", {"referral": referral}, actor=staff())
    outcome = chase(referral, 80)

    assert outcome.answer("reminded") is False
    assert not Effect.objects.filter(key__contains="chased").exists()
    assert queries.referral_card(referral).chased == 0


def test_a_share_above_the_whole_is_refused_by_name(referral):
    with pytest.raises(InvalidAsk) as invalid:
        chase(referral, 101)
    assert invalid.value.faults[0].field == "percent"
