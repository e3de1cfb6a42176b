"""A contact is summed up from what happened in it, and never says more."""

import pytest
from pydantic import JsonValue

from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.conversations.queries import contact_summary, waiting
from makegood.domains.conversations.tests.conftest import answer, automated, visitor, write

pytestmark = pytest.mark.django_db


def talk(chat):
    place = write(chat, "I want to return O-1041").answer("sequence")
    read = {
        "commands": [
            {"command": "start", "operation": "aftersales.open_return"},
            {"command": "give", "slot": "order", "value": "O-1041"},
        ],
        "language": "en", "confidence": 0.9, "alternatives": [],
    }  # fmt: skip
    ran: list[JsonValue] = [
        {"operation": "aftersales.open_return", "act": "A-1", "status": "refused",
         "code": "policy_denied", "records": []},
    ]  # fmt: skip
    answer(chat, "That is too late.", automated(chat), answers=place, understood=read, ran=ran)
    place = write(chat, "no, O-1042").answer("sequence")
    read = {
        "commands": [{"command": "correct", "slot": "order", "value": "O-1042"}],
        "language": "en", "confidence": 0.9, "alternatives": [],
    }  # fmt: skip
    ran = [
        {"operation": "aftersales.open_return", "act": "A-2", "status": "done", "code": "",
         "records": ["return:R-2001"]},
    ]  # fmt: skip
    answer(chat, "R-2001 is open.", automated(chat), answers=place, understood=read, ran=ran)


def test_it_holds_what_was_asked_stated_done_and_not_done(chat):
    talk(chat)
    summed_up = contact_summary(chat)
    assert summed_up.asked == ("I want to return O-1041", "no, O-1042")
    assert summed_up.facts == (("order", "O-1042"),)
    assert [(one.status, one.code, one.is_done) for one in summed_up.acts] == [
        ("refused", "policy_denied", False),
        ("done", "", True),
    ]
    assert summed_up.acts[1].records == ("return:R-2001",)
    assert summed_up.promised == ()


def test_it_is_carried_over_with_what_was_promised(chat):
    talk(chat)
    ask = {"conversation": chat, "reason": "wants_person", "urgency": "normal"}
    handed = run("conversations.hand_over", ask, actor=visitor(chat))
    assert handed.is_done
    assert "Stated: order O-1042" in waiting()[0].summary
    (promised,) = contact_summary(chat).promised
    assert promised


def test_of_nothing_said_there_is_nothing_to_sum_up(chat):
    assert contact_summary(chat).is_empty
    with pytest.raises(NotFound):
        contact_summary("CV-999")
