"""What had come back and went out on another try counts as told."""

import pytest

from makegood.core import effects, jobs
from makegood.core.actor import Actor
from makegood.core.effects import PermanentFailure, Receipt
from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.tests.conftest import staff
from makegood.domains.conversations.tests.test_note_undelivered import refusing as refusing
from makegood.domains.conversations.tests.test_send_notice import refund_notice as refund_notice
from makegood.domains.conversations.tests.test_send_notice import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("refund_notice")]


class Taken:
    """A mail server that takes everything."""

    kinds = ("mail",)

    def deliver(self, delivery):
        return Receipt(reference=delivery.key, details={})


def promised(number):
    return [one.kind for one in open_promises(f"notice:{number}")]


def test_a_notice_that_goes_out_on_another_try_is_not_told_again(refusing):
    number = send()["number"]
    refusing(PermanentFailure("450 4.2.1 the mailbox is busy"))
    assert effects.deliver_one(f"notice:{number}")
    assert jobs.run_one()
    assert promised(number) == ["told_again"]
    effects.register(Taken())
    again = run("company.retry_effect", {"key": f"notice:{number}"}, actor=staff("ines", "S1"))
    assert again.is_done
    assert effects.deliver_one(f"notice:{number}")
    while promised(number):
        assert jobs.run_one()
    assert queries.notice(number).failed_at is None


def test_what_never_came_back_is_left_as_it_is():
    number = send()["number"]
    told = {"effect_key": f"notice:{number}"}
    done = run("conversations.note_delivered", told, actor=Actor.system("system:mail"))
    assert (done.is_done, done.answer("notice")) == (True, "")
