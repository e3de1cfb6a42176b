"""What was not understood is a list at the desk, and a person's answer becomes a patch."""

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.looks import looks_at
from makegood.core.runner import run
from makegood.domains.conversations.tests.conftest import answer, automated, write
from makegood.domains.knowledge.tests.conftest import at_desk, other_folder
from makegood.domains.knowledge.tests.test_add_phrasing import agreed
from makegood.domains.parties.tests.inside import proven
from makegood.faces.desk.tests.test_knowledge_page import html_of

__all__ = ["other_folder"]


@pytest.fixture
def message(db, northvale):
    opened = run(
        "conversations.open_conversation", {"channel": "chat"}, actor=Actor.anonymous(Channel.CHAT)
    )
    chat = str(opened.answer("number"))
    place = write(chat, "kindly fetch the <i>humming</i> giant").answer("sequence")
    read = {
        "commands": [{"command": "unclear"}], "language": "en", "confidence": 0.31,
        "alternatives": [["aftersales.open_return", 0.31]],
    }  # fmt: skip
    answer(chat, "…", automated(chat), answers=place, understood=read)
    return f"{chat}/{place}"


def teach(message):
    ask = {
        "operation": "aftersales.open_return", "language": "en", "message": message,
        "phrasing": "kindly fetch the humming giant",
    }  # fmt: skip
    return run("knowledge.add_phrasing", ask, actor=at_desk())


def test_it_stands_with_its_words_what_was_read_and_what_can_be_done(at_the_desk, message):
    html = html_of(at_the_desk("rae"), "/desk/unread")
    assert "kindly fetch the &lt;i&gt;humming&lt;/i&gt; giant" in html
    assert "nothing sure" in html
    assert f"message={message.replace('/', '%2F')}" in html or f"message={message}" in html
    assert "knowledge.add_phrasing?" in html
    assert "knowledge.set_aside?" in html


def test_whoever_reads_a_known_customers_words_there_leaves_a_note(at_the_desk, message):
    number = message.partition("/")[0]
    proven(number, "C-6")
    note = {"conversation": number, "party": "C-6", "level": 2}
    assert run("conversations.note_party", note, actor=Actor.system("system:tests")).is_done
    html_of(at_the_desk("rae"), "/desk/unread")
    assert [(one.actor, one.ref) for one in looks_at("C-6")] == [("staff:rae", message)]


def test_asked_for_it_waits_and_agreed_to_it_is_gone_and_stands_among_the_changes(
    at_the_desk, message, other_folder
):
    proposed = teach(message)
    html = html_of(at_the_desk("rae"), "/desk/unread")
    assert proposed.approval in html
    assert "knowledge.add_phrasing?" not in html
    agreed(proposed)
    rae = at_the_desk("rae")
    assert "humming" not in html_of(rae, "/desk/unread")
    html = html_of(rae, "/desk/changes")
    assert "makegood handbook apply KP-1001" in html
    assert "not put in yet" in html
    patch = rae.get("/desk/changes/KP-1001.patch")
    assert patch["Content-Type"] == "text/x-patch; charset=utf-8"
    assert b'+  "kindly fetch the humming giant",' in patch.content


def test_who_has_no_role_sees_no_words_of_customers(at_the_desk, message, other_folder):
    agreed(teach(message))
    noor = at_the_desk("noor")
    assert "humming" not in html_of(noor, "/desk/unread")
    assert "humming" not in html_of(noor, "/desk/changes")
    assert b"humming" not in noor.get("/desk/changes/KP-1001.patch").content
    assert at_the_desk("rae").get("/desk/changes/KP-9.patch").status_code == 404


def test_an_article_tells_where_it_is_used_and_can_be_written_anew(at_the_desk):
    html = html_of(at_the_desk("rae"), "/desk/articles/KB-RETURNS")
    assert "Where it is used" in html
    assert "en, es, fr" in html
    form = html_of(
        at_the_desk("rae"), "/desk/acts/knowledge.write_article?id=KB-RETURNS&title=Returning"
    )
    assert 'value="KB-RETURNS"' in form
