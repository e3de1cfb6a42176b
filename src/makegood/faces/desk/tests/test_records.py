"""Work, search, records and the journal at the desk."""

from __future__ import annotations

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.runner import run

_PLACES = ["records/O-1041", "journal"]


def test_an_order_shows_its_facts_and_leads_to_its_customer_and_journal(at_the_desk):
    html = at_the_desk("rae").get("/desk/records/O-1041").content.decode()
    assert "<h1>Order O-1041</h1>" in html
    assert '<a href="/desk/customers/C-6">Tom Gallagher</a>' in html
    assert "What was done and attempted" in html


@pytest.mark.parametrize("place", _PLACES)
def test_nobody_without_a_role_reads_a_record_or_the_journal(at_the_desk, place):
    assert at_the_desk("noor").get(f"/desk/{place}").status_code == 404


def test_the_journal_shows_who_did_what(at_the_desk):
    html = at_the_desk("rae").get("/desk/journal").content.decode()
    assert "Sign in" in html.partition("<main")[2]


def test_a_number_leads_straight_to_its_record(at_the_desk):
    answer = at_the_desk("rae").get("/desk/search?q=o-1041")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/records/O-1041")


def test_a_name_finds_the_customer_and_words_find_an_act(at_the_desk):
    rae = at_the_desk("rae")
    found = rae.get("/desk/search?q=gallagher&part=1").content.decode()
    assert '<a href="/desk/customers/C-6">Tom Gallagher</a>' in found
    found = rae.get("/desk/search?q=open return").content.decode()
    assert "/desk/acts/aftersales.open_return" in found


def test_nobody_without_a_role_finds_anybody(at_the_desk):
    found = at_the_desk("noor").get("/desk/search?q=gallagher").content.decode()
    assert "You have no role yet, so nothing is shown to you." in found
    assert "C-6" not in found
    assert 'href="/desk/journal"' not in found


def test_a_number_tells_what_it_is_and_whose(at_the_desk):
    found = at_the_desk("rae").get("/desk/search?q=o-1041&part=1").content.decode()
    assert '<a href="/desk/records/O-1041">O-1041</a> <span class="badge">order</span>' in found
    assert '<span class="quiet">Tom Gallagher</span>' in found


def test_words_of_acts_are_found_by_their_beginnings_only(at_the_desk):
    rae = at_the_desk("rae")
    assert "/desk/acts/" not in rae.get("/desk/search?q=tom&part=1").content.decode()
    assert "/desk/acts/" in rae.get("/desk/search?q=cust&part=1").content.decode()


def test_searched_words_are_escaped(at_the_desk):
    found = at_the_desk("rae").get("/desk/search?q=<b>x</b>").content.decode()
    assert "<b>x</b>" not in found


def test_the_list_of_work_names_its_parts_and_is_empty_without_a_role(at_the_desk):
    page = at_the_desk("rae").get("/desk/").content.decode()
    assert "Nothing waits under Waiting for a person, Mine," in page
    assert "Nobody has said yet" in at_the_desk("noor").get("/desk/").content.decode()


def test_what_i_took_over_is_mine_and_nobody_elses(at_the_desk):
    rae, ines = at_the_desk("rae"), at_the_desk("ines")
    opened = run(
        "conversations.open_conversation", {"channel": "chat"}, actor=Actor.anonymous(Channel.CHAT)
    )
    number = str(opened.answer("number"))
    rae.post("/desk/acts/conversations.take_over", {"conversation": number, "_key": "mine"})
    assert f'href="/desk/conversations/{number}"' in rae.get("/desk/").content.decode()
    assert f'href="/desk/conversations/{number}"' not in ines.get("/desk/").content.decode()


def test_a_record_may_be_named_with_its_kind_as_the_journal_does(at_the_desk):
    answer = at_the_desk("rae").get("/desk/records/order:O-1041")
    assert answer.status_code == 200
    assert "<h1>Order O-1041</h1>" in answer.content.decode()


def test_no_browser_keeps_what_the_desk_showed(at_the_desk):
    answer = at_the_desk("rae").get("/desk/records/O-1041")
    assert answer["Cache-Control"] == "private, no-store"
