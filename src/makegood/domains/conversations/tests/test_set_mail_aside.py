"""A mail that no machine of ours can take in is kept, and people hear of it once."""

import pytest

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.keeping import keep
from makegood.domains.conversations.models import InboundMail
from makegood.domains.conversations.tests.conftest import staff
from makegood.domains.conversations.tests.test_accept_mail import came
from makegood.handbook import book

MAILROOM = Actor.system("system:mail")
pytestmark = pytest.mark.django_db


def set_aside(mail, actor=MAILROOM):
    ask = {"mail": mail, "reason": "mail 7 of care: ValueError: odd"}
    return run("conversations.set_mail_aside", ask, actor=actor)


def test_a_mail_that_cannot_be_taken_in_is_kept_and_people_are_told_once():
    number = keep(came())

    assert set_aside(number).result == {"mail": number, "became": "refused"}
    assert set_aside(number).result == {"mail": number, "became": "refused"}
    card = queries.inbound_mail(number)
    assert (card.became, card.settled_at) == ("refused", clock.now())
    assert card.reason == "mail 7 of care: ValueError: odd"
    assert queries.raw_mail(number) == b"From: tom\r\n\r\nHello"
    told = Effect.objects.get()
    assert (told.key, told.payload["to"]) == (f"set_aside:{number}", book().company.supervisor_mail)
    assert told.payload["body"].startswith(f"The mail {number} could not be taken in (mail 7 of")


def test_a_mail_that_was_accepted_stays_as_it_is():
    number = keep(came())
    run("conversations.accept_mail", {"mail": number}, actor=MAILROOM)
    assert set_aside(number).result == {"mail": number, "became": "waiting"}
    assert [one.kind for one in Effect.objects.all()] == ["mail.arrived"]


def test_only_the_company_itself_sets_aside_and_only_what_is_kept():
    number = keep(came())
    assert set_aside(number, staff()).code == "not_authorised"
    assert set_aside("ML-4040").code == "not_found"
    assert InboundMail.objects.get().became == "kept"
    assert not Effect.objects.exists()
