"""Whoever told a customer by phone what came back keeps the promise that they hear of it."""

import pytest

from makegood.core.promises import open_promises
from makegood.core.runner import run
from makegood.domains.conversations.tests.conftest import staff, visitor
from makegood.domains.conversations.tests.test_send_again import again, came_back
from makegood.domains.conversations.tests.test_send_notice import refund_notice as refund_notice
from makegood.domains.conversations.tests.test_send_notice import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("refund_notice")]


def told(number, actor=None, **more):
    ask = {"notice": number, "how": "phone", "note": "Tom himself; he has a new address", **more}
    return run("conversations.note_told", ask, actor=actor or staff("rae"))


def test_a_customer_who_was_called_is_told_and_nothing_is_sent_again():
    number = came_back()
    done = told(number)
    assert done.result == {"notice": number, "how": "phone"}
    assert open_promises(f"notice:{number}") == []
    assert told(number).code == "policy_denied"
    assert again(number).code == "policy_denied"


def test_of_what_arrived_nobody_is_told_and_only_our_people_say_so():
    refused = told(send()["number"])
    assert refused.code == "policy_denied"
    assert refused.statements[0].text().startswith("Nobody waits to hear")
    number = came_back()
    assert not told(number, visitor("chat")).is_done
    assert told("NT-9999").code == "not_found"
    assert [one.kind for one in open_promises(f"notice:{number}")] == ["told_again"]
