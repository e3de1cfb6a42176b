"""Rae sees Tom's chat as it goes on, takes it over and writes; Tom reads it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.at_the_desk import come_in, faults_of
from tests.journeys.place import Demo, running_demo

pytestmark = pytest.mark.browser

LONG = 40_000  # milliseconds: the first message waits until the representative has read its book


@pytest.fixture
def demo(place):
    with running_demo(place) as running:
        yield running


def at_the_desk(browser: Browser, demo: Demo, user: str):
    context = browser.new_context(base_url=demo.address)
    page = context.new_page()
    come_in(page, demo, user)
    return page


def test_rae_sees_toms_chat_live_takes_over_and_tom_reads_what_she_writes(browser, demo):
    client = demo.client()
    opened = client.post("/api/v1/conversations", json={"channel": "chat"}).json()
    number, headers = opened["id"], {"Authorization": f"Bearer {opened['token']}"}

    complaints: list[str] = []
    rae, ines = (at_the_desk(browser, demo, user) for user in ("rae", "ines"))
    rae.on("console", lambda message: complaints.append(message.text))
    rae.on("pageerror", lambda fault: complaints.append(str(fault)))
    rae.goto(f"/desk/conversations/{number}")
    box = rae.get_by_role("textbox", name="Reply")
    box.fill("Good morning, I am Rae.")

    said = {"text": "What are your opening hours?"}
    messages = f"/api/v1/conversations/{number}/messages"
    assert client.post(messages, json=said, headers=headers).status_code == 200
    expect(rae.locator("#talk")).to_contain_text("What are your opening hours?", timeout=LONG)
    expect(rae.locator("#talk")).to_contain_text("read as", timeout=LONG)
    expect(box).to_have_value("Good morning, I am Rae.")

    ines.goto(f"/desk/conversations/{number}")
    expect(rae.locator("#beside")).to_have_text("Ines Moreau is also here", timeout=LONG)
    expect(ines.locator("#beside")).to_have_text("Rae Okafor is also here", timeout=LONG)

    box.press("Control+Enter")
    expect(rae.get_by_role("alert")).to_contain_text("what you wrote is kept")
    expect(box).to_have_value("Good morning, I am Rae.")
    rae.get_by_role("button", name="Take over").click()
    expect(rae.locator("#talk")).to_contain_text("You have it")
    expect(ines.locator("#talk")).to_contain_text("Rae has it; take it over before you write")
    expect(box).to_have_value("Good morning, I am Rae.")
    box.press("Control+Enter")
    expect(rae.locator("#talk")).to_contain_text("Good morning, I am Rae.")
    expect(box).to_have_value("")

    events = client.get(f"/api/v1/conversations/{number}", headers=headers).json()["events"]
    assert events[-1]["body"]["text"] == "Good morning, I am Rae."
    ines.close()
    expect(rae.locator("#beside")).to_be_hidden(timeout=LONG)
    unexpected = [one for one in complaints if not re.search("422", one)]
    assert unexpected == []


def test_a_suggested_reply_is_taken_and_its_act_opened_by_one_key_each(browser, demo):
    client = demo.client()
    opened = client.post("/api/v1/conversations", json={"channel": "chat"}).json()
    number, headers = opened["id"], {"Authorization": f"Bearer {opened['token']}"}
    rae = at_the_desk(browser, demo, "rae")
    rae.goto(f"/desk/conversations/{number}")
    messages = f"/api/v1/conversations/{number}/messages"
    client.post(messages, json={"text": "hello"}, headers=headers)
    expect(rae.locator("#talk")).to_contain_text("read as", timeout=LONG)
    rae.keyboard.press("t")
    expect(rae.locator("#talk")).to_contain_text("You have it")
    box = rae.get_by_role("textbox", name="Reply")
    box.fill("Gladly.")
    box.blur()
    client.post(messages, json={"text": "how long may I return something?"}, headers=headers)
    take = rae.get_by_role("button", name="Take it as the reply")
    expect(take).to_be_visible(timeout=LONG)
    expect(take).to_have_accessible_description(re.compile("within 30 days"))
    assert faults_of(rae) == []
    rae.keyboard.press("a")
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile(r"^Gladly\.\n\n.*within 30 days of delivery\."))
    box.press("Control+Enter")
    expect(box).to_have_value("")
    expect(take).to_be_hidden()

    client.post(messages, json={"text": "I want to return my washer"}, headers=headers)
    expect(rae.locator("[data-key=do]")).to_be_visible(timeout=LONG)
    box.blur()
    rae.keyboard.press("d")
    expect(rae.locator("#act-title")).to_be_visible()


def test_who_types_while_a_reply_is_on_its_way_goes_on_typing_where_they_are(browser, demo):
    opened = demo.client().post("/api/v1/conversations", json={"channel": "chat"}).json()
    rae = at_the_desk(browser, demo, "rae")
    rae.goto(f"/desk/conversations/{opened['id']}")
    rae.keyboard.press("t")
    expect(rae.locator("#talk")).to_contain_text("You have it")
    held: list[Route] = []
    rae.route("**/say", lambda route: held.append(route))
    box = rae.get_by_role("textbox", name="Reply")

    box.fill("One moment.")
    box.press("Control+Enter")
    box.press_sequentially(" Here it is")
    expect(box).to_have_value("One moment. Here it is")
    held.pop().continue_()
    expect(rae.locator("#talk")).to_contain_text("One moment.")
    expect(box).to_have_value("Here it is")
    expect(box).to_be_focused()

    box.press("Control+Enter")
    rae.locator(".part-can a[hx-target='#act']").first.click()
    field = rae.locator("#act").get_by_role("textbox").first
    field.fill("half a")
    held.pop().continue_()
    expect(rae.locator("#talk")).to_contain_text("Here it is")
    expect(box).to_have_value("")
    expect(field).to_be_focused()
    expect(field).to_have_value("half a")
