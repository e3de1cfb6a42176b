"""The journal as people read it, by pages, with the raw row for who asks for it."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from makegood.core.actor import Actor, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.aftersales.tests import story
from makegood.faces.desk.tests.test_record_pages import RAW, read

TOLD = re.compile(r"<summary>(.*?)</summary>", re.S)


def heads(page: str) -> list[str]:
    """The lines of the journal on a page, as they are read, without their places."""
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()).lstrip("0123456789 ")
        for one in TOLD.findall(page)
        if "<time" in one
    ]


def test_a_row_says_who_did_what_for_whom_and_where(at_the_desk):
    story.connect_simulators()
    number = story.inspected()
    page = at_the_desk("rae").get(f"/desk/journal?about={number}").content.decode()

    assert "Mon 15 Jun, 12:00 Inspect return Rae Okafor at the desk Done" in heads(page)
    opened = "Open return The automated representative for Tom Gallagher in the chat Done"
    assert f"Mon 15 Jun, 12:00 {opened}" in heads(page)
    place = JournalRow.objects.get(operation="aftersales.inspect_return").seq
    assert f'<summary><span class="quiet">{place}</span> <time' in page
    text = read(page)
    assert "What was asked Line O-1041/1 Opened yes Reason changed mind" in text
    assert "What the customer was told:" in text
    assert "RET-4 Change of mind: fee for an opened large appliance" in text
    assert "750.44 = 809.10 + 62.71 − 121.37" in text
    assert not RAW.search(text), RAW.search(text)


def test_the_journal_is_asked_for_one_customer_by_name_or_one_record_by_number(at_the_desk):
    story.connect_simulators()
    number = story.opened()
    rae = at_the_desk("rae")
    by_name = rae.get("/desk/journal?about=gallagher").content.decode()
    assert "<h1>Journal C-6</h1>" in by_name
    assert any("Open return" in one for one in heads(by_name))
    assert not any("Sign in" in one for one in heads(by_name))
    assert 'value="R-2001"' in rae.get(f"/desk/journal?about={number}").content.decode()


def test_the_row_as_it_is_stored_is_there_for_who_opens_it(at_the_desk):
    rae, row = at_the_desk("rae"), JournalRow.objects.order_by("-seq")[0]
    address = f"/desk/journal/{row.seq}"
    listed = rae.get("/desk/journal").content.decode()
    assert f'href="{address}" hx-get="{address}?part=1"' in listed
    assert row.hash not in listed
    for whole, place in (("<!doctype html>", address), ("<pre", f"{address}?part=1")):
        answer = rae.get(place).content.decode()
        assert answer.startswith(whole)
        shown = re.search(r"<pre[^>]*>(.*?)</pre>", answer, re.S)
        assert shown
        assert json.loads(unescape(shown[1]))["hash"] == row.hash


@pytest.mark.parametrize("place", ["0", "99999999", "9" * 40, "-1", "x"])
def test_a_place_behind_the_end_or_that_is_none_has_no_row(at_the_desk, place):
    assert at_the_desk("rae").get(f"/desk/journal/{place}").status_code == 404


def test_only_who_has_a_role_sees_a_row_as_it_is_stored(at_the_desk, client):
    for part in ("", "?part=1"):
        assert at_the_desk("noor").get(f"/desk/journal/1{part}").status_code == 404
        signed_out = client.get(f"/desk/journal/1{part}")
        assert (signed_out.status_code, signed_out.content) == (302, b"")


def test_the_journal_is_read_by_pages_and_each_row_stands_on_one_of_them(at_the_desk):
    rae, anybody = at_the_desk("rae"), Actor.anonymous(Channel.CHAT)
    for _ in range(25):
        run("conversations.open_conversation", {"channel": "chat"}, actor=anybody)
    first = rae.get("/desk/journal").content.decode()
    assert len(heads(first)) == 20
    older = re.search(r'href="(/desk/journal\?before=\d+)#journal">Older', first)
    assert older
    second = rae.get(older[1]).content.decode()
    places = [int(one) for one in re.findall(r'<a id="stored-(\d+)"', first + second)]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == len(places) == 40
    assert '<a class="button" href="/desk/journal">Newest</a>' in second
    assert rae.get("/desk/journal?before=nonsense").status_code == 200


def test_letters_are_read_by_pages_and_nobody_without_a_role_reads_them(at_the_desk):
    story.connect_simulators()
    story.inspected()
    page = at_the_desk("rae").get("/desk/letters?party=C-6").content.decode()
    assert "What we wrote Tom Gallagher" in read(page)
    assert page.index("was accepted") < page.index("is here")
    before = re.findall(r">(NT-\d+)</a>", page)
    older = at_the_desk("rae").get(f"/desk/letters?party=C-6&before={before[0]}").content.decode()
    assert f">{before[0]}</a>" not in older
    assert f">{before[1]}</a>" in older
    assert at_the_desk("noor").get("/desk/letters?party=C-6").status_code == 404


def test_what_the_customer_will_be_told_is_marked_so_and_what_is_ours_is_not(at_the_desk):
    story.connect_simulators()
    number = story.received()
    rae, part = at_the_desk("rae"), {"HX-Request": "true"}
    found = {"return_number": number, "grade": "B", "serial_number": "SN-77120",
             "accessories_complete": "yes", "works": "yes", "findings": "All there"}  # fmt: skip
    page = rae.post("/desk/acts/aftersales.inspect_return/preview", found, headers=part)
    text = read(f"<main {page.content.decode()}")
    assert "The customer will be told: It was looked at and accepted as grade B." in text
    assert "750.44 = 809.10 + 62.71 − 121.37" in text
    sent = rae.post("/desk/acts/aftersales.inspect_return", {**found, "_key": "k"}, headers=part)
    text = read(f"<main {sent.content.decode()}")
    assert "The customer is told:" in text
    assert "What came of it" in text
    assert "Refund USD 750.44" in text
    assert f"Return {number}" in text
    refused = rae.post("/desk/acts/company.approve_request/preview", {"request": "AP-1"},
                       headers=part)  # fmt: skip
    assert "will be told" not in refused.content.decode()
