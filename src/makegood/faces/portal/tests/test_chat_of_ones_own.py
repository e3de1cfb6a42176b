"""The chat that a signed-in customer opens knows who they are; nobody else gets anything of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from makegood.core import clock
from makegood.domains.conversations.models import Conversation
from makegood.domains.parties.queries import known_in

pytestmark = pytest.mark.usefixtures("northvale", "post")
PRIYA = ("O-1042", "55501")


def door_of(browser: Client, address: str = "/my/chat") -> str:
    """The door that the chat of a page begins at."""
    page = browser.get(address).content.decode()
    found = re.search(r'door="([^"]+)"', page)
    assert found, page
    return found[1]


def level_by(token: str) -> int:
    """How surely the API knows the holder of a token: 200 lists the orders, else a problem."""
    order = {"order": "O-1041"}
    answer = Client().post(
        "/api/v1/operations/ordering.tell_order_status", order, "application/json",
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    return answer.status_code


def test_the_chat_begins_with_tom_known_and_no_code_is_asked_for(sign_in, post):
    browser, codes = sign_in(), len(post.codes())
    opened = browser.post(door_of(browser))
    assert opened.status_code == 201
    body = opened.json()
    assert body["company"] == "Northvale Home & Energy"
    assert (known_in(body["id"]).party, known_in(body["id"]).level) == ("C-6", 2)
    assert level_by(body["token"]) == 200
    assert len(post.codes()) == codes
    assert "no-store" in opened.headers["Cache-Control"]


def test_the_question_about_a_thing_leads_there_and_waits_in_the_field(sign_in):
    browser = sign_in()
    page = browser.get("/my/orders/O-1041").content.decode()
    asked = "/my/chat?lang=en&amp;ask=I+have+a+question+about+order+O-1041%3A"
    assert asked in page
    assert browser.get(asked.replace("&amp;", "&")).status_code == 200


def test_who_is_not_signed_in_gets_no_page_and_no_chat(sign_in):
    door = door_of(sign_in())
    before = Conversation.objects.count()
    stranger = Client()
    assert stranger.get("/my/chat").headers["Location"] == "/my/sign-in?lang=en&next=%2Fmy%2Fchat"
    refused = stranger.post(door)
    assert refused.status_code == 403
    assert refused.json() == {
        "detail": "You are no longer signed in on the page. Please sign in again."
    }
    assert Conversation.objects.count() == before


def test_another_customer_gets_nothing_by_the_door_of_this_one(sign_in: Callable[..., Client]):
    tom, priya = sign_in(), sign_in(*PRIYA)
    before = Conversation.objects.count()
    assert priya.post(door_of(tom)).status_code == 403
    assert Conversation.objects.count() == before
    own = priya.post(door_of(priya)).json()
    assert level_by(own["token"]) == 404


def test_a_session_in_which_the_code_is_still_to_come_gets_nothing(post):
    browser = Client()
    given = {"reference": "tom.gallagher@example.com", "second": "Gallagher"}
    browser.post("/my/sign-in", given)
    session = Conversation.objects.latest("pk").number
    assert browser.get("/my/chat").status_code == 302
    assert browser.post(f"/my/chat/{session}").status_code == 403


def test_signing_out_ends_what_the_chat_knew_and_what_any_kept_token_opens(sign_in):
    browser = sign_in()
    door = door_of(browser)
    chat, kept = browser.post(door).json(), browser.cookies["makegood_my"].value
    assert (level_by(chat["token"]), level_by(kept)) == (200, 200)
    answer = browser.post("/my/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert known_in(chat["id"]).party is None
    assert (level_by(chat["token"]), level_by(kept)) == (401, 401)
    assert browser.post(door).status_code == 403


def test_the_proof_in_the_chat_ends_when_that_of_the_page_does(sign_in):
    browser = sign_in()
    with clock.standing_at("2026-06-15T15:59"):
        chat = browser.post(door_of(browser)).json()
        assert known_in(chat["id"]).level == 2
    with clock.standing_at("2026-06-15T16:01"):
        assert known_in(chat["id"]).level == 1
        assert browser.get("/my/chat").status_code == 302


def test_the_address_of_a_door_cannot_be_read_only_posted_to(sign_in):
    browser = sign_in()
    assert browser.get(door_of(browser)).status_code == 405
