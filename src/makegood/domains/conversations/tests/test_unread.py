"""What the automated representative did not understand, or read wrongly, is listed."""

from datetime import timedelta

import pytest

from makegood.core import clock
from makegood.domains.conversations.models import Event
from makegood.domains.conversations.queries import not_understood
from makegood.domains.conversations.tests.conftest import answer, automated, write

pytestmark = pytest.mark.django_db
RETURN = {"command": "start", "operation": "aftersales.open_return"}
STATUS = {"command": "start", "operation": "ordering.tell_order_status"}


def say(chat, text, *commands, confidence=0.9, alternatives=()):
    """The customer writes, and what was read of it is kept with the answer."""
    sequence = write(chat, text).answer("sequence")
    read = {
        "commands": list(commands), "language": "en", "confidence": confidence,
        "alternatives": [list(one) for one in alternatives],
    }  # fmt: skip
    answer(chat, "…", automated(chat), answers=sequence, understood=read)
    return f"{chat}/{sequence}"


def found(since=None):
    back = since or clock.now() - timedelta(days=30)
    return [(one.message, one.why) for one in not_understood(back, unsure_percent=55)]


def test_unclear_and_unsure_ones_are_listed_the_newest_first(chat):
    first = say(chat, "fetch the humming giant", {"command": "unclear"}, confidence=0.3)
    say(chat, "return the washer", RETURN)
    last = say(chat, "the thing", STATUS, confidence=0.54)
    assert found() == [(last, "unsure"), (first, "unclear")]
    card = not_understood(clock.now() - timedelta(days=1), 55)[1]
    assert card.text == "fetch the humming giant"
    assert (card.confidence_percent, card.read_as) == (30, ("unclear",))


def test_at_the_edge_of_sureness_it_counts_as_understood(chat):
    say(chat, "the thing", STATUS, confidence=0.55)
    assert found() == []


def test_what_the_customer_turned_down_for_another_act_was_read_wrongly(chat):
    wrong = say(chat, "my machine goes", RETURN)
    say(chat, "no, where is it", {"command": "decline"}, STATUS)
    assert found() == [(wrong, "wrong")]


def test_a_plain_no_to_what_was_read_back_is_no_wrong_reading(chat):
    say(chat, "return it", RETURN)
    say(chat, "no, not for that fee", {"command": "decline"})
    assert found() == []


def test_what_is_too_old_or_erased_is_not_listed(chat):
    say(chat, "humming giant", {"command": "unclear"}, confidence=0.3)
    assert found(since=clock.now() + timedelta(seconds=1)) == []
    Event.objects.filter(kind="message_in").update(body={})
    assert found() == []
