"""What records lack is found each day, and goes off the list once it is mended."""

import pytest

from makegood.core import clock
from makegood.core.actor import Actor, Channel
from makegood.core.jobs import next_due, wind_up
from makegood.core.models import Job
from makegood.core.runner import run
from makegood.domains.cases.models import Case, RecordDefect
from makegood.domains.cases.queries import defects
from makegood.domains.conversations.models import InboundMail
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Content, Filing

pytestmark = pytest.mark.django_db


def look():
    done = run("cases.find_defects", {}, actor=Actor.system("system:cases.find_defects"))
    assert done.is_done
    return done.result


def listed():
    return [(one.kind, one.ref) for one in defects()]


def test_AC08_1_a_case_without_a_way_to_reach_them_is_on_the_list_the_same_day(case):
    Case.objects.filter(number=case).update(future_contact="")
    assert listed() == [("case_lacks_future_contact", case)]
    assert look() == {"new": 1, "mended": 0}
    assert RecordDefect.objects.get().ref == case
    assert look() == {"new": 0, "mended": 0}


def test_what_is_mended_goes_off_the_list_and_stays_on_record(case):
    Case.objects.filter(number=case).update(future_contact="")
    look()
    Case.objects.filter(number=case).update(future_contact="by mail")
    assert listed() == []
    assert look() == {"new": 0, "mended": 1}
    assert RecordDefect.objects.get().mended_at is not None
    Case.objects.filter(number=case).update(future_contact="")
    assert look() == {"new": 1, "mended": 0}
    assert RecordDefect.objects.count() == 2


def test_bytes_without_a_filing_and_papers_for_nobody_are_found(case, at):
    keep(b"%PDF-1.7 lost", "application/pdf")
    assert listed() == []
    at("2026-06-16T10:01")
    lost = Content.objects.get()
    assert listed() == [("kept_and_not_filed", lost.sha256)]
    ask = {
        "sha256": lost.sha256, "type": "receipt", "title": "Receipt", "party": "C-6",
        "subject": "order:O-1", "source": "desk:rae",
    }  # fmt: skip
    assert run("documents.file_document", ask, actor=Actor.system("system:test")).is_done
    assert listed() == []
    Filing.objects.update(party="C-404")
    ((kind, name),) = listed()
    assert kind == "filed_for_nobody"
    assert name.startswith("receipt_2026-06-16_C-6")


def test_it_comes_round_each_day_by_itself():
    wind_up()
    job = Job.objects.get(operation="cases.find_defects")
    assert job.run_at.isoformat() == "2026-06-16T01:00:00+00:00"
    assert next_due() is not None


def test_customers_do_not_ask_for_it():
    stranger = Actor.anonymous(Channel.CHAT)
    assert run("cases.find_defects", {}, actor=stranger).code == "not_authorised"


def test_none_of_many_is_called_mended_because_others_came_after_it(case, at):
    InboundMail.objects.bulk_create(
        InboundMail(number=f"ML-{n}", message_id=f"<{n}@x>", sha256="0", size=1, became="waiting",
                    arrived_at=clock.now())
        for n in range(600)
    )  # fmt: skip
    at("2026-06-16T10:01")
    assert look() == {"new": 600, "mended": 0}
    InboundMail.objects.bulk_create(
        InboundMail(number=f"ML-{n}", message_id=f"<{n}@x>", sha256="0", size=1, became="waiting",
                    arrived_at=clock.now())
        for n in range(600, 1_200)
    )  # fmt: skip
    at("2026-06-17T10:02")
    assert look() == {"new": 600, "mended": 0}


def test_a_paper_of_the_longest_name_can_be_on_the_list():
    longest = Filing._meta.get_field("name").max_length
    assert RecordDefect._meta.get_field("ref").max_length == longest
