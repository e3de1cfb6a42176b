"""Mail is not kept as it came for ever: only what became of it."""

import pytest

from makegood.core import jobs
from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.keeping import keep
from makegood.domains.conversations.models import InboundMail
from makegood.domains.conversations.tests.conftest import staff
from makegood.domains.conversations.tests.test_accept_mail import MAILROOM, came

pytestmark = pytest.mark.django_db


def drop(actor=None):
    timer = actor or Actor.system("system:timer")
    return run("conversations.drop_raw_mail", {}, actor=timer)


@pytest.fixture
def settled():
    number = keep(came())
    run("conversations.accept_mail", {"mail": number}, actor=MAILROOM)
    asked = {"mail": number, "became": "ignored", "reason": "it is a bounce"}
    run("conversations.settle_mail", asked, actor=MAILROOM)
    return number


def test_ninety_days_after_it_was_settled_the_mail_itself_is_gone(settled, at):
    at("2026-09-13T09:59")
    assert drop().result == {"mails": 0}
    assert queries.raw_mail(settled)
    at("2026-09-13T10:00")
    before = queries.inbound_mail(settled)
    assert drop().result == {"mails": 1}
    with pytest.raises(NotFound):
        queries.raw_mail(settled)
    assert queries.inbound_mail(settled) == before
    assert drop().result == {"mails": 0}


def test_however_many_they_are_all_of_them_go_the_same_day(settled, at):
    row = InboundMail.objects.get()
    kept = {one.name: getattr(row, one.name) for one in row._meta.fields if one.name != "id"}
    InboundMail.objects.bulk_create(
        InboundMail(**{**kept, "number": f"ML-9{n}", "message_id": f"<{n}@example.com>"})
        for n in range(1_100)
    )
    at("2026-09-13T10:00")
    assert drop().result == {"mails": 500}
    while jobs.run_one():
        pass
    assert not InboundMail.objects.exclude(raw=None).exists()


def test_a_mail_that_still_waits_stays_however_old(at):
    number = keep(came())
    run("conversations.accept_mail", {"mail": number}, actor=MAILROOM)
    at("2027-06-15T10:00")
    assert drop().result == {"mails": 0}
    assert queries.raw_mail(number)


def test_nobody_but_the_company_itself_drops_mail(settled, at):
    at("2027-06-15T10:00")
    assert drop(staff()).code == "not_authorised"
    assert queries.raw_mail(settled)
