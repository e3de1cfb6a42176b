import pytest

from makegood.core import worker
from makegood.core.models import Effect, Job
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases import queries
from makegood.domains.cases.tests.conftest import attempts, automated, footprint, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(case):
    ask = {"case": case, "department": "billing_control", "question": "Was it credited?"}
    return str(run("cases.refer_case", ask, actor=staff()).answer("referral"))


def accept(referral, actor=None):
    return run("cases.accept_referral", {"referral": referral}, actor=actor or staff())


def test_the_department_has_the_question_and_the_customer_hears_so(referral):
    outcome = accept(referral)

    assert outcome.result == {"referral": referral, "department": "billing_control"}
    assert queries.referral_card(referral).state == "accepted"
    mail = Effect.objects.filter(kind="mail").order_by("-pk").first()
    assert mail is not None
    assert mail.payload["subject"] == "Where your case CS-1001 stands"
    assert "Billing Control has taken the question." in str(mail.payload["body"])


def test_who_has_taken_it_is_reminded_no_more_and_the_next_news_are_promised(referral):
    accept(referral)

    assert not Job.objects.filter(operation="cases.chase_referral").exists()
    (news,) = [one for one in open_promises("case:CS-1001") if one.kind == "case_news"]
    assert news.due_at.isoformat() == "2026-06-30T21:00:00+00:00"


def test_where_fraud_is_looked_into_the_customer_hears_nothing_of_it(case):
    ask = {"case": case, "department": "siu", "question": "Third refund to a new card?"}
    referral = str(run("cases.refer_case", ask, actor=staff()).answer("referral"))
    written = Effect.objects.filter(key__startswith="notice:").count()
    accept(referral)

    assert Effect.objects.filter(key__startswith="notice:").count() == written


def test_a_question_is_taken_once(referral):
    accept(referral)
    before, rows = footprint(), attempts()
    again = accept(referral)

    assert again.statements[0].text() == "Question RL-1001 does not wait any more."
    assert footprint() == before
    assert attempts() == rows + 1


def test_only_people_of_ours_take_questions(referral):
    before = footprint()
    assert accept(referral, automated("CV-1")).code == "not_authorised"
    assert footprint() == before


def test_AC28_2_a_silent_department_is_chased_and_told_and_the_customer_hears_on_time(referral, at):
    at("2026-06-16T10:00")
    worker.work_off()

    keys = set(Effect.objects.values_list("key", flat=True))
    assert {
        "referral:RL-1001:chased:50",
        "referral:RL-1001:chased:80",
        "referral:RL-1001:chased:100",
        "referral:RL-1001:supervisors:silent",
    } <= keys
    mails = [str(one.payload["body"]) for one in Effect.objects.filter(key__startswith="notice:")]
    assert any("We are still working on case CS-1001." in body for body in mails)
    (news,) = [one for one in open_promises("case:CS-1001") if one.kind == "case_news"]
    assert news.due_at.isoformat() == "2026-07-01T21:00:00+00:00"
    assert not news.is_late
    assert queries.referral_card(referral).chased == 100
