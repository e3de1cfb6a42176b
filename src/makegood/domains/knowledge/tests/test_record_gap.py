"""Questions that somebody finds out about."""

import pytest

from makegood.core.models import Promise
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.knowledge.models import Gap
from makegood.domains.knowledge.queries import open_gaps
from makegood.domains.knowledge.tests.conftest import in_chat

pytestmark = pytest.mark.usefixtures("cast")


def record(question="Can the HP24 stand on a roof?", party="C-6"):
    return run("knowledge.record_gap", {"question": question}, actor=in_chat(party))


def test_it_has_an_owner_and_a_day_and_the_customer_is_promised_both():
    done = record()
    assert done.result == {
        "number": "KG-1001",
        "owner": "customer_care",
        "promised_by": "2026-06-17T21:00:00Z",
    }
    told = done.news[0].text("en").replace("\u202f", " ")
    assert told == (
        "Customer Care finds out, and you hear from us by June 17, 2026, 5:00 PM."
        " Your question is KG-1001."
    )
    [promise] = open_promises(party="C-6")
    assert promise.subject == "gap:KG-1001"


def test_somebody_unknown_is_told_how_to_hear_of_it():
    assert "ask here again for KG-1001" in record(party=None).news[0].text("en")


def test_the_same_question_in_other_words_is_one_gap_for_one_customer():
    record()
    again = record("may the HP24 stand on the roof??")
    assert again.answer("number") == "KG-1001"
    assert Gap.objects.get().times_asked == 2
    assert Promise.objects.count() == 1
    assert record(party="C-8").answer("number") == "KG-1002"
    assert [gap.times_asked for gap in open_gaps()] == [2, 1]


def test_what_is_no_question_is_not_written_down(rows):
    before = rows()
    assert record("?!").code == "policy_denied"
    assert rows() == before + 1
    assert Gap.objects.count() == Promise.objects.count() == 0
