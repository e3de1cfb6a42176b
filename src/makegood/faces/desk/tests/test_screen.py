"""One screen for one customer: what is offered there, how often the database is asked."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pydantic import JsonValue

from makegood.core.actor import V2, Actor, Channel
from makegood.core.outcome import BrokenPromise
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.domains.conversations.queries import events
from makegood.faces.desk import screen
from makegood.faces.desk.people import first_name, person, who_gives_roles
from makegood.faces.desk.timeline import timeline
from makegood.faces.desk.views import signing_in

PART = {"HX-Request": "true"}


@pytest.fixture
def call(at_the_desk):
    rae = at_the_desk("rae")
    written = {"channel": "voice", "contact_point": "+12025550106", "_key": "call"}
    assert rae.post("/desk/acts/conversations.open_conversation", written).status_code == 200
    return "CV-1001"


@pytest.fixture
def chat(northvale):
    opened = run(
        "conversations.open_conversation", {"channel": "chat"}, actor=Actor.anonymous(Channel.CHAT)
    )
    return str(opened.answer("number"))


def html_of(client, address: str) -> str:
    return str(client.get(address).content.decode())


def breaks(*args: object, **named: object) -> None:
    raise BrokenPromise("the floor gave way")


def test_a_call_that_rae_writes_down_is_hers_and_not_greeted_by_the_automated_representative(call):
    assert [one.kind for one in events(call)] == ["opened", "taken_over"]


def test_in_a_call_that_rae_writes_down_she_writes_at_once_what_she_told(at_the_desk, call):
    rae = at_the_desk("rae")
    assert 'name="text"' in html_of(rae, f"/desk/conversations/{call}")

    told = {"text": "Your washer may come back, Tom.", "key": "told"}
    assert rae.post(f"/desk/conversations/{call}/say", told, headers=PART).status_code == 200
    assert [one.kind for one in events(call)] == ["opened", "taken_over", "said"]


def test_a_chat_that_nobody_of_ours_opened_is_greeted(chat):
    assert "I am an automated representative" in str(events(chat)[-1].body["text"])


def test_the_screen_of_a_conversation_has_its_parts_in_the_order_of_the_work(at_the_desk, call):
    html = html_of(at_the_desk("rae"), f"/desk/conversations/{call}")
    places = [html.index(one) for one in (
        'id="who"', 'class="tabs"', 'id="work"', 'id="talk"', 'id="can"', 'id="timeline"',
    )]  # fmt: skip
    assert places == sorted(places)
    assert "Tom Gallagher</a></h1>" in html
    assert "named, not proven" in html
    assert "1 order · 0 open returns · 0 open cases · store credit USD 0.00" in html


def test_an_act_opens_in_place_with_the_conversation_and_the_customer_filled_in(at_the_desk, call):
    html = html_of(at_the_desk("rae"), f"/desk/conversations/{call}")
    address = "/desk/acts/cases.open_case?conversation=CV-1001&amp;party=C-6"
    assert f'<a href="{address}" hx-get="{address}&amp;part=1" hx-target="#act"' in html


@pytest.mark.parametrize(("username", "may"), [("rae", False), ("ines", True), ("omar", True)])
def test_only_who_approves_is_offered_to_approve(at_the_desk, username, may):
    client = at_the_desk(username)
    assert ("/desk/acts/company.approve_request" in html_of(client, "/desk/acts")) is may
    assert ("Approve request" in html_of(client, "/desk/search?q=approve")) is may
    assert ("/desk/acts/ledger.close_period" in html_of(client, "/desk/acts")) is may


def test_only_the_manager_is_offered_to_say_who_works_here(at_the_desk):
    offered = {
        name: "/desk/acts/company.register_staff" in html_of(at_the_desk(name), "/desk/acts")
        for name in ("rae", "ines", "omar")
    }
    assert offered == {"rae": False, "ines": False, "omar": True}


def test_nobody_is_offered_what_only_the_company_does_by_itself(at_the_desk):
    html = html_of(at_the_desk("omar"), "/desk/acts")
    assert "aftersales.open_return" in html
    assert "billing.record_settlement" not in html


@pytest.mark.parametrize(
    ("place", "status"),
    [("", 200), ("acts", 200), ("due", 200), ("approvals", 200), ("customers/C-6", 404),
     ("articles/KB-RETURNS", 404), ("screen/who?customer=C-6", 404),
     ("screen/file?customer=C-6", 404), ("nowhere", 404)],
)  # fmt: skip
def test_noor_reads_what_she_lacks_and_who_can_give_it(at_the_desk, place, status):
    answer = at_the_desk("noor").get(f"/desk/{place}")
    told = answer.content.decode()
    assert answer.status_code == status
    assert "You are signed in, and you have no role yet" in told
    assert f"<strong>{who_gives_roles()[0]}</strong> can give you one" in told
    assert "Gallagher" not in told


def test_people_are_called_by_their_names():
    assert person("staff:rae") == "Rae Okafor"
    assert first_name("staff:rae") == "Rae"
    assert person("customer:CV-1") == "The customer"
    assert person("anonymous") == "Visitor"
    assert person("system:timer") == "The company itself"
    assert person("automated:digital") == "The automated representative"


@pytest.mark.parametrize("words", ["1041", "o-1041", "gallagher"])
def test_an_order_is_found_by_its_digits_and_by_its_customer(at_the_desk, words):
    html = html_of(at_the_desk("rae"), f"/desk/search?part=1&q={words}")
    assert '<a href="/desk/records/O-1041">' in html


def test_an_article_is_found_by_its_words_and_shows_its_clauses(at_the_desk):
    rae = at_the_desk("rae")
    found = html_of(rae, "/desk/search?part=1&q=restocking fee")
    assert '<a href="/desk/articles/KB-RETURNS">Returning something you bought</a>' in found
    html = html_of(rae, "/desk/articles/KB-RETURNS")
    assert "you may return goods within 30 days of delivery." in html
    assert re.search(r"<strong>RET-4</strong> Change of mind: fee for an opened large", html)
    assert "Devolver" in html_of(rae, "/desk/articles/KB-RETURNS?lang=es")


def test_an_article_that_is_not_there_is_told_kindly(at_the_desk):
    answer = at_the_desk("rae").get("/desk/articles/KB-NOTHING")
    assert answer.status_code == 404
    assert "There is nothing here of the number KB-NOTHING" in answer.content.decode()


def test_the_list_of_work_is_silent_until_something_happens(at_the_desk, chat):
    rae = at_the_desk("rae")
    listed = html_of(rae, "/desk/work")
    found = re.search(r'data-place="(\d+)"', listed)
    assert found
    assert rae.get(f"/desk/work?since={found[1]}").status_code == 204
    rae.post("/desk/acts/conversations.take_over", {"conversation": chat, "_key": "mine"})
    later = rae.get(f"/desk/work?since={found[1]}")
    assert later.status_code == 200
    assert f'data-key="/desk/conversations/{chat} ' in later.content.decode()


def test_what_was_taken_over_can_be_undone_and_what_has_no_way_back_is_not_offered(
    at_the_desk, chat
):
    rae = at_the_desk("rae")
    taken = {"conversation": chat, "_key": "take"}
    html = rae.post("/desk/acts/conversations.take_over", taken, headers=PART).content.decode()
    assert 'action="/desk/acts/conversations.hand_back"' in html
    assert f'name="conversation" value="{chat}"' in html
    assert "Undo: Hand back" in html
    case = {"category": "billing", "summary": "The bill is too high", "_party": "C-6"}
    html = rae.post("/desk/acts/cases.open_case", case, headers=PART).content.decode()
    assert 'class="undo"' not in html


def test_each_act_that_can_be_undone_names_one_that_asks_for_no_more_than_is_known():
    undone = {one.name: one.undone_by for one in registry.all() if one.undone_by}
    assert undone == {
        "aftersales.open_return": "aftersales.cancel_return",
        "aftersales.return_gift": "aftersales.cancel_return",
        "conversations.hand_back": "conversations.take_over",
        "conversations.take_over": "conversations.hand_back",
        "ordering.accept_quote": "ordering.cancel_order",
        "ordering.book_carriage": "ordering.void_carriage",
        "ordering.compare_carriers": "ordering.void_carriage",
        "ordering.create_order": "ordering.cancel_order",
        "ordering.hold_order": "ordering.release_hold",
        "ordering.make_quote": "ordering.decline_quote",
        "ordering.order_anew": "ordering.cancel_order",
        "ordering.quote_visit": "ordering.decline_quote",
        "ordering.split_line": "ordering.join_lines",
        "ordering.start_subscription": "ordering.stop_subscription",
    }
    for name, back in undone.items():
        there = registry.get(name)
        known = {*there.ask_model().model_fields, *there.result_model().model_fields}
        needed = registry.get(back).ask_model().model_fields.items()
        assert {field for field, one in needed if one.is_required()} <= known


def test_AC02_5_whoever_serves_somebody_sees_first_what_to_mind(at_the_desk):
    told: dict[str, JsonValue] = {
        "vulnerability": "medical", "evidence": "an oxygen machine", "consents": True,
    }  # fmt: skip
    tom = Actor.anonymous(Channel.VOICE).on_behalf_of("C-6").model_copy(update={"level": V2})
    assert run("parties.flag_vulnerability", told, actor=tom).is_done
    html = at_the_desk("rae").get("/desk/customers/C-6").content.decode()
    assert "depends on a medical machine: power is not cut off" in html


def test_the_timeline_turns_its_pages_and_shows_what_is_looked_at_later(at_the_desk, call):
    rae = at_the_desk("rae")
    for count in range(25):
        said = {"conversation": call, "text": f"Word {count}"}
        visitor = Actor.anonymous(Channel.VOICE, call)
        run("conversations.receive_message", said, actor=visitor.on_behalf_of("C-6"))
    first = timeline("C-6", "orders")
    assert [one.text for one in first.happenings] == ["Import order"]
    assert (first.newer, first.older) == (0, 0)
    assert timeline("C-6", "checks").happenings == ()
    whole = timeline("C-6")
    assert len(whole.happenings) <= 20
    html = html_of(rae, "/desk/screen/timeline?customer=C-6&show=money")
    assert html.count("Take payment") == 3
    assert "Import order" not in html


def test_the_file_alone_is_as_it_is_now(at_the_desk):
    rae = at_the_desk("rae")
    before = html_of(rae, "/desk/screen/file?customer=C-6")
    assert before.count("Payment P-") == 3
    assert "No case." in before
    case = {"category": "billing", "summary": "The bill is too high", "_party": "C-6"}
    assert (
        rae.post("/desk/acts/cases.open_case", case | {"_key": "k"}, headers=PART).status_code
        == 200
    )

    after = html_of(rae, "/desk/screen/file?customer=C-6")
    assert "The bill is too high" in after
    assert "No case." not in after
    assert rae.get("/desk/screen/file?customer=C-99").status_code == 404


def test_a_fault_of_ours_is_told_as_one_and_leaves_a_part_of_a_page_as_it_was(
    at_the_desk, monkeypatch
):
    rae = at_the_desk("rae")
    monkeypatch.setattr(screen, "holdings", breaks)
    whole = rae.get("/desk/customers/C-6")
    assert whole.status_code == 500
    assert "Something broke on our side" in whole.content.decode()
    assert "Nothing was saved half" in whole.content.decode()
    part = rae.get("/desk/customers/C-6", headers=PART)
    assert (part.status_code, part.content) == (500, b"")
    assert (part["HX-Reswap"], part["HX-Trigger"]) == ("none", "broken")


@pytest.mark.parametrize("address", ["/desk/sign-in", "/desk/me", "/desk/me/digits"])
def test_a_fault_of_ours_while_signing_in_is_told_as_one(at_the_desk, monkeypatch, address):
    rae = at_the_desk("rae")
    monkeypatch.setattr(signing_in, "run", breaks)
    answer = rae.post(address, {"username": "rae", "password": "rae at the desk"})
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert "the floor gave way" not in answer.content.decode()


def test_the_screen_asks_the_database_as_often_for_many_orders_as_for_one(at_the_desk, call):
    rae = at_the_desk("rae")
    with CaptureQueriesContext(connection) as asked:
        rae.get(f"/desk/conversations/{call}")
    assert len(asked) <= 40
    with CaptureQueriesContext(connection) as asked:
        rae.get("/desk/customers/C-6")
    assert len(asked) <= 40


def test_what_is_written_in_a_call_is_only_put_on_record_and_says_so(at_the_desk, call, chat):
    rae = at_the_desk("rae")
    spoken = html_of(rae, f"/desk/conversations/{call}")
    assert "nothing is sent to the customer" in spoken
    assert "What you told them</label>" in spoken
    written = html_of(rae, f"/desk/conversations/{chat}")
    assert "nothing is sent to the customer" not in written
    assert "Reply</label>" in written


def test_whoever_is_only_named_is_made_known_from_what_is_called_for_now(at_the_desk, call, chat):
    rae = at_the_desk("rae")
    assert f'parties.start_verification?conversation={call}&amp;party=C-6"' in html_of(
        rae, f"/desk/conversations/{call}"
    )
    assert f'parties.claim_identity?conversation={chat}"' in html_of(
        rae, f"/desk/conversations/{chat}"
    )
