"""A notice that came back goes out again by another way, once."""

import pytest

from makegood.core.actor import Actor
from makegood.core.models import Effect
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.tests.conftest import staff, visitor
from makegood.domains.conversations.tests.test_send_notice import refund_notice as refund_notice
from makegood.domains.conversations.tests.test_send_notice import send
from makegood.domains.parties.models import Address, ContactPoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("refund_notice")]


def came_back():
    number = send()["number"]
    ask = {"effect_key": f"notice:{number}", "reason": "550 5.1.1 there is no mailbox"}
    run("conversations.note_undelivered", ask, actor=Actor.system("system:mail"))
    return number


def again(number, actor=None, **ask):
    given = {"notice": number, **ask}
    return run("conversations.send_again", given, actor=actor or staff("rae"))


def test_the_same_words_go_by_letter_and_the_promise_is_kept():
    number = came_back()
    done = again(number, prefer="letter")
    assert done.is_done, done
    assert done.answer("channel") == "letter"
    before, after = queries.notice(number), queries.notice(str(done.answer("number")))
    assert (after.subject, after.body) == (before.subject, before.body)
    assert Effect.objects.get(key=f"notice:{after.number}").kind == "letter"
    assert open_promises(f"notice:{number}") == []


def test_a_second_time_and_what_did_arrive_are_refused():
    number = came_back()
    assert again(number).is_done
    assert again(number).code == "policy_denied"
    assert again(send()["number"]).code == "policy_denied"


def test_without_another_way_it_is_said_that_the_customer_must_be_asked():
    number = came_back()
    ContactPoint.objects.filter(party__number="C-6", kind="phone").update(
        retired_at="2026-06-01T00:00Z"
    )
    Address.objects.all().delete()
    refused = again(number)
    assert "There is no other way on record" in refused.statements[0].text()
    assert [one.kind for one in open_promises(f"notice:{number}")] == ["told_again"]


def test_only_people_of_ours_send_again():
    number = came_back()
    assert not again(number, actor=visitor("chat")).is_done
    assert again("NT-9999").code == "not_found"
