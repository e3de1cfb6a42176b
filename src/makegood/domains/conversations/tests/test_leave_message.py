"""Who may not act on an account leaves word for its holder; the answer gives nothing away."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.actor import V2, V3, Actor, ActorKind, Channel
from makegood.core.decision import Code
from makegood.core.models import Job, JournalRow
from makegood.core.runner import run
from makegood.domains.conversations.models import Notice

pytestmark = pytest.mark.usefixtures("northvale", "db")
WORDS = "Please ask for the money of the washer; it still stands in my garage."


def customer(party, level=V2):
    return Actor(kind=ActorKind.CUSTOMER, name=f"customer:{party}", role="customer", party=party,
                 channel=Channel.PORTAL, level=level)  # fmt: skip


def leave(actor=None, **ask):
    asked = {"text": WORDS, **ask}
    somebody = actor or Actor.anonymous(Channel.CHAT)
    return run("conversations.leave_message", asked, actor=somebody)


def let_grace_see_bills():
    ask = {"account": "40006", "grantee": "C-8", "scope": "billing_view",
           "expires_on": "2026-12-31"}  # fmt: skip
    tom = Actor(kind=ActorKind.STAFF, name="staff:rae", role="R1", channel=Channel.DESK,
                party="C-6", level=V3)  # fmt: skip
    assert run("parties.grant_authority", ask, actor=tom).is_done


def test_AC04_4_who_may_only_see_bills_is_told_what_lacks_and_leaves_a_message_instead():
    let_grace_see_bills()
    refund: dict[str, JsonValue] = {"line": "O-1041/1", "reason": "changed_mind", "opened": True}
    refused = run("aftersales.open_return", refund, actor=customer("C-8"))
    assert (refused.code, refused.statements[0].text()) == (
        Code.NOT_AUTHORISED,
        "You may act on this account for some things, but not for this: returns and refunds.",
    )
    assert [one.text() for one in refused.instead] == [
        "I can leave a message for the holder of the account."
    ]

    taken = leave(customer("C-8"))  # neither who she is nor which account is asked
    assert taken.is_done
    assert taken.statements[0].text() == (
        "If 40006 belongs to a customer of ours, its holder reads your words, with your name: "
        "Grace Kim. Until the holder tells us so, nothing else is done."
    )
    (job,) = Job.objects.filter(operation="conversations.pass_on_message")
    assert job.ask == {"reference": "40006", "text": WORDS, "sender": "Grace Kim",
                       "is_proven": True}  # fmt: skip


def test_a_stranger_is_asked_who_it_is_and_which_account_one_at_a_time():
    asked = leave()
    assert (asked.status, asked.needs) == ("needs_info", "reference")
    asked = leave(reference="40012")
    assert (asked.status, asked.needs) == ("needs_info", "name")
    assert leave(reference="40012", name="Sandra Delaney").is_done


def test_the_answer_is_the_same_whether_there_is_such_an_account_or_not():
    true = leave(reference="40012", name="Sandra Delaney")
    false = leave(reference="49999", name="Sandra Delaney")
    shown = [
        (one.status, one.statements[0].text().replace("49999", "40012"), len(one.records))
        for one in (true, false)
    ]
    assert shown[0] == shown[1]
    assert Notice.objects.filter(name="message_for_holder").count() == 0  # nobody is looked up yet


def test_whose_own_account_it_is_needs_no_message():
    before = JournalRow.objects.count()
    refused = leave(customer("C-12"), reference="40012")
    assert (refused.status, refused.code) == ("refused", Code.POLICY_DENIED)
    assert JournalRow.objects.count() == before + 1
    assert not Job.objects.filter(operation="conversations.pass_on_message").exists()


@pytest.mark.parametrize(
    "text",
    [
        "Pay here: https://pay.example",
        "see www.northva1e.example",
        "go to my-bank.example/login",
        "pay at northvale-pay.com",
        "PAY AT NORTHVALE.COM.",
        "write to us@northvale.co",
    ],
)
def test_a_web_address_is_not_passed_on(text):
    asked = leave(reference="40012", name="Sandra Delaney", text=text)
    assert (asked.status, asked.needs) == ("needs_info", "text")
    assert not Job.objects.filter(operation="conversations.pass_on_message").exists()


@pytest.mark.parametrize(
    "name", ["northvale-pay.com", "Sandra 555", "Sandra\nPay here", "https://pay", "...", "a@b"]
)
def test_what_is_no_name_is_not_passed_on_as_one(name):
    asked = leave(reference="40012", name=name)
    assert (asked.status, asked.needs) == ("needs_info", "name")
    assert not Job.objects.filter(operation="conversations.pass_on_message").exists()


@pytest.mark.parametrize("name", ["J. O'Neill", "Müller-Lüdenscheidt, Eva", "अमित शर्मा"])
def test_names_of_all_kinds_are_names(name):
    assert leave(reference="40012", name=name).is_done


def test_words_with_a_full_stop_and_no_space_are_no_web_address():
    text = "Call me.Please.I am at home, 3.5 hours a day/night."
    assert leave(reference="40012", name="Sandra Delaney", text=text).is_done


def test_three_a_day_for_one_number_and_the_fourth_tomorrow(at):
    who = {"reference": "40012", "name": "Sandra Delaney"}
    assert [leave(**who).status for _ in range(4)] == ["done", "done", "done", "refused"]
    assert leave(reference="40006", name="Sandra Delaney").is_done
    at("2026-06-16T10:01")
    assert leave(**who).is_done
    assert Job.objects.filter(operation="conversations.pass_on_message").count() == 5


@pytest.mark.parametrize(
    "spellings",
    [
        ("O-1041", "o 1041", "O1041", "o.1041"),
        ("40012", " 40 012", "4-0012", "４００１２"),
        ("pat.delaney@example.com", "PAT.Delaney@example.com", "Pat.Delaney@EXAMPLE.com",
         " pat.delaney@example.com "),
    ],
)  # fmt: skip
def test_another_spelling_of_a_number_is_the_same_number(spellings):
    left = [leave(reference=one, name="Sandra Delaney").status for one in spellings]
    assert left == ["done", "done", "done", "refused"]
