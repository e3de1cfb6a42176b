"""The holder reads what somebody else left for them, and hears that nothing was done."""

from __future__ import annotations

import pytest

from makegood.core import worker
from makegood.core.actor import Actor, Channel
from makegood.core.models import Job
from makegood.core.runner import run
from makegood.domains.conversations.models import Notice

pytestmark = pytest.mark.usefixtures("northvale", "db")


def pass_on(actor=None, **changed):
    ask = {"reference": "40012", "text": "Please call me.", "sender": "Sandra Delaney",
           "is_proven": False, **changed}  # fmt: skip
    return run("conversations.pass_on_message", ask, actor=actor or Actor.system("system:later"))


def test_AC04_4_the_holder_reads_the_words_and_that_we_did_not_check_whose_they_are():
    assert pass_on().is_done
    (notice,) = Notice.objects.filter(name="message_for_holder")
    assert (notice.party, notice.to) == ("C-12", "pat.delaney@example.com")
    assert notice.subject == "A message for you from Sandra Delaney"
    assert "“Please call me.”" in notice.body
    assert "We did not check who that is. Do not pay anybody" in notice.body
    assert "did nothing on it" in notice.body


def test_of_whom_we_made_sure_that_is_said():
    pass_on(sender="Grace Kim", is_proven=True)
    (notice,) = Notice.objects.filter(name="message_for_holder")
    assert "We made sure that it is they who left it." in notice.body
    assert "did not check" not in notice.body


def test_an_order_s_number_means_whoever_holds_it():
    pass_on(reference="O-1041")
    assert Notice.objects.get(name="message_for_holder").party == "C-6"


def test_a_number_that_means_nobody_brings_nothing_to_anybody():
    before = Notice.objects.count()
    assert pass_on(reference="49999").answer("notices") == []
    assert Notice.objects.count() == before


def test_nobody_but_the_company_itself_may_look_up_whose_it_is():
    assert pass_on(Actor.anonymous(Channel.CHAT)).code == "not_authorised"
    assert not Notice.objects.filter(name="message_for_holder").exists()


def test_what_is_left_under_other_numbers_of_a_holder_waits_once_they_had_three_that_day(at):
    for number in ("40006", "O-1041", "C-6"):
        assert len(pass_on(reference=number).answer("notices")) == 1
    assert pass_on(reference="40006").answer("notices") == []
    (waits,) = Job.objects.filter(operation="conversations.pass_on_message")
    assert waits.ask["reference"] == "40006"
    at("2026-06-16T12:01")
    worker.work_off()
    assert Notice.objects.filter(name="message_for_holder", party="C-6").count() == 4
