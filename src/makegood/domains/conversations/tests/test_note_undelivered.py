"""What came back was not told: somebody sees to it, and nobody writes there again."""

import pytest

from makegood.core import clock, effects, jobs
from makegood.core.actor import Actor
from makegood.core.effects import Enclosure, PermanentFailure, TemporaryFailure
from makegood.core.models import Effect, Promise
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import Conversation, HandOver
from makegood.domains.conversations.policy import is_wrong_address
from makegood.domains.conversations.tests.conftest import visitor
from makegood.domains.conversations.tests.test_send_notice import refund_notice as refund_notice
from makegood.domains.conversations.tests.test_send_notice import send
from makegood.domains.parties.models import ContactPoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("refund_notice")]
NO_MAILBOX = "550 5.1.1 there is no mailbox"


class Server:
    """A mail server that refuses what it is told to refuse."""

    kinds = ("mail",)

    def __init__(self, failure):
        self.failure = failure

    def deliver(self, delivery):
        raise self.failure


@pytest.fixture
def refusing(monkeypatch):
    before = dict(effects._deliverers)
    effects._deliverers.clear()
    paper = Enclosure("letter.pdf", "application/pdf", b"%PDF-1.7")
    monkeypatch.setitem(effects._enclosers, "notice", lambda number: paper)

    def make(failure):
        effects.register(Server(failure))

    yield make
    effects._deliverers.clear()
    effects._deliverers.update(before)


def note(key, reason=NO_MAILBOX):
    ask = {"effect_key": key, "reason": reason}
    return run("conversations.note_undelivered", ask, actor=Actor.system("system:mail"))


def test_a_mail_refused_by_its_server_is_told_by_another_way_within_a_business_day(refusing):
    number = send()["number"]
    refusing(PermanentFailure(NO_MAILBOX))
    assert effects.deliver_one(f"notice:{number}")
    assert jobs.run_one()
    card = queries.notice(number)
    assert (card.delivered_at, card.failed_at, card.failed_reason) == (
        None,
        clock.now(),
        NO_MAILBOX,
    )
    (promise,) = open_promises(f"notice:{number}")
    assert promise.kind == "told_again"
    assert clock.local(promise.due_at).isoformat() == "2026-06-17T00:00:00-04:00"
    told = Effect.objects.get(key=f"came_back:{number}").payload
    assert told["subject"] == f"Came back: {number} to C-6"
    assert NO_MAILBOX in told["body"]
    assert ContactPoint.objects.get(value=card.to).failed_at == clock.now()
    assert send()["channel"] == "text"


def test_a_server_that_is_away_for_good_says_nothing_of_the_address(refusing):
    number = send()["number"]
    row = Effect.objects.get(key=f"notice:{number}")
    row.attempt = effects.MOST_ATTEMPTS - 1
    row.save()
    refusing(TemporaryFailure("no mail server answers"))
    effects.deliver_one(row.key)
    assert jobs.run_one()
    assert queries.notice(number).failed_reason == "no mail server answers"
    assert ContactPoint.objects.get(value=row.payload["to"]).failed_at is None


def test_a_second_report_of_the_same_changes_nothing():
    number = send()["number"]
    note(f"notice:{number}")
    note(f"notice:{number}", "5.2.1 the mailbox is closed")
    assert queries.notice(number).failed_reason == NO_MAILBOX
    assert Promise.objects.filter(kind="told_again").count() == 1


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        (NO_MAILBOX, True), ("5.1.10 recipient not found", True), ("5.2.1 closed", True),
        ("550 5.1.1. No such user", True), ("5.1.2 smtp; 550 bad domain", True),
        ("550 no such user", False), ("551 not local", False), ("5.4.4 unable to route", False),
        ("550 Blocked by Spamhaus", False), ("550 message content rejected as spam", False),
        ("553 relaying denied", False), ("5.1.8 bad sender's domain", False),
        ("5.1.7 bad sender's address", False), ("550 blocked [10.5.1.1]", False),
        ("550 your address 5.1.1.7 is listed", False), ("550 5.7.1 see 5.1.1", False),
        ("550 5.7.1 rejected as spam", False), ("552 5.2.2 mailbox full", False),
        ("554 transaction failed", False), ("the receiver is no mail address", False),
        ("no answer to 8 attempts", False),
    ],
)  # fmt: skip
def test_only_a_mailbox_that_does_not_exist_is_given_up(reason, wrong):
    assert is_wrong_address(reason) is wrong


@pytest.mark.parametrize(("claimed", "handed"), [("C-6", 1), ("", 0)])
def test_an_answer_that_came_back_is_given_to_a_person_if_it_was_a_customers(claimed, handed):
    ask = {"channel": "email", "contact_point": "tom.gallagher@example.com"}
    number = run("conversations.open_conversation", ask, actor=visitor("email")).answer("number")
    Conversation.objects.filter(number=number).update(claimed_party=claimed)
    now = clock.now()
    Effect.objects.create(
        key=f"reply:{number}/3", kind="mail", payload={"to": "tom.gallagher@example.com"},
        act="a", queued_at=now, next_try_at=now,
    )  # fmt: skip
    assert note(f"reply:{number}/3").is_done
    waits = HandOver.objects.filter(conversation__number=number)
    assert [one.reason for one in waits] == ["what we wrote did not arrive"] * handed


def test_what_was_never_sent_cannot_come_back_and_no_stranger_may_say_so():
    assert note("notice:NT-9999").code == "not_found"
    number = send()["number"]
    ask = {"effect_key": f"notice:{number}", "reason": NO_MAILBOX}
    assert not run("conversations.note_undelivered", ask, actor=visitor("chat")).is_done
    assert queries.notice(number).failed_at is None
