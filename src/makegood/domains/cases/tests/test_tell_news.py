import pytest

from makegood.core import worker
from makegood.core.models import Job
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.cases.tests.conftest import staff, system
from makegood.domains.conversations.queries import notices_about

pytestmark = pytest.mark.django_db


def news(case):
    return [one for one in open_promises(f"case:{case}") if one.kind == "case_news"]


def test_the_customer_hears_every_ten_business_days_news_or_none(case, at):
    at("2026-06-30T16:55")
    worker.work_off()

    assert [one.name for one in notices_about(f"case:{case}")] == ["case_opened", "case_status"]
    assert notices_about(f"case:{case}")[-1].body.startswith(
        "Dear Tom Gallagher,\n\nWe are still working on case CS-1001. You hear from us again by "
        "July 15, 2026, 5:00 PM."
    )
    (promised,) = news(case)
    assert promised.due_at.isoformat() == "2026-07-15T21:00:00+00:00"


def test_a_closed_case_has_no_more_news(case):
    closed = {
        "case": case, "outcome": "put_right", "root_cause": "conduct", "basis": "Mended.",
        "response": "We mended it.", "accepted": True,
    }  # fmt: skip
    assert run("cases.close_case", closed, actor=staff()).is_done
    outcome = run("cases.tell_news", {"case": case}, actor=system())

    assert outcome.result == {"case": case, "sent": False, "next_due": None}
    assert news(case) == []
    assert not Job.objects.filter(operation="cases.tell_news", done_at=None).exists()
