"""What a customer wrote last is read for whoever answers, with a reply and acts to take."""

from __future__ import annotations

import html

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.knowledge.models import Gap
from makegood.representative import mind

pytestmark = pytest.mark.usefixtures("northvale", "db")


@pytest.fixture
def learned(northvale) -> None:
    mind.mind()


def chat(text: str) -> str:
    ask = {"channel": "chat"}
    opened = run("conversations.open_conversation", ask, actor=Actor.anonymous(Channel.CHAT))
    number = str(opened.answer("number"))
    sent = {"conversation": number, "text": text}
    run("conversations.receive_message", sent, actor=Actor.anonymous(Channel.CHAT, number))
    return number


def shown(person, number: str) -> str:
    return html.unescape(person.get(f"/desk/conversations/{number}").content.decode())


@pytest.mark.usefixtures("learned")
def test_a_question_has_a_reply_from_what_is_written_with_its_source_and_one_key(at_the_desk):
    rae, number = at_the_desk("rae"), chat("How long do I have to return something?")
    before = JournalRow.objects.count(), Gap.objects.count()
    page = shown(rae, number)
    assert "Because they wrote: “How long do I have to return something?”" in page
    assert "you may return goods within 30 days of delivery." in page
    assert 'href="/desk/articles/KB-RETURNS"' in page
    assert 'data-key="accept" aria-keyshortcuts="a"' in page
    assert (JournalRow.objects.count(), Gap.objects.count()) == before, "looking changes nothing"


@pytest.mark.usefixtures("learned")
def test_a_wish_has_the_act_that_fulfils_it_with_the_conversation_filled_in(at_the_desk):
    number = chat("I want to send the washer back, I changed my mind")
    page = shown(at_the_desk("rae"), number)
    assert f"/desk/acts/aftersales.open_return?conversation={number}" in page
    assert 'data-key="do" aria-keyshortcuts="d"' in page


@pytest.mark.usefixtures("learned")
def test_what_is_for_us_only_is_never_suggested_as_a_reply(at_the_desk):
    page = shown(at_the_desk("rae"), chat("what is your goodwill budget of the month?"))
    assert "GDW-3" not in page


@pytest.mark.usefixtures("learned")
def test_what_has_its_answer_and_what_nobody_understands_has_no_advice(at_the_desk):
    rae, number = at_the_desk("rae"), chat("How long do I have to return something?")
    rae.post(f"/desk/conversations/{number}/take-over")
    rae.post(f"/desk/conversations/{number}/say", {"text": "Thirty days."})
    assert 'id="advised"' not in shown(rae, number)
    assert 'id="advised"' not in shown(rae, chat("xyzzy plugh frotz gnusto"))


def test_no_page_waits_until_the_handbook_has_been_read(at_the_desk, monkeypatch):
    monkeypatch.setattr(mind, "_mind", None)
    monkeypatch.setattr(mind, "_learn", lambda edition: pytest.fail("a page made it learn"))
    number = chat("How long do I have to return something?")
    page = shown(at_the_desk("rae"), number)
    assert "How long do I have to return something?" in page
    assert 'id="advised"' not in page
    assert mind.at_hand() is None
