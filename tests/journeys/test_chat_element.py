"""The chat as an element on any page: what a customer sees when all is well."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.on_a_page import OPEN, box, hello, said, write

pytestmark = pytest.mark.browser


def test_one_script_tag_shows_the_chat_under_a_strict_policy_of_a_foreign_page(visit, page):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    visit()
    hello(page)
    write(page, "Where is my order?")
    expect(said(page).last).to_have_text("You said: Where is my order?")
    assert [one for one in complaints if "favicon" not in one and "404" not in one] == []
    assert page.locator("makegood-chat [style]").count() == 0


def test_it_opens_with_the_greeting_says_that_it_is_automated_and_how_to_get_a_person(visit, page):
    visit()
    hello(page)
    expect(page.get_by_role("heading", name="Northvale")).to_be_visible()
    expect(page.get_by_text("Automated representative. Ask for a person")).to_be_visible()
    expect(page.locator(".who")).to_have_text(["Northvale, automated"])
    page.get_by_role("button", name="A person, please").click()
    expect(said(page).last).to_have_text("You said: A person, please")


def test_a_closed_chat_asks_nothing_of_the_server_until_it_is_opened(visit, page, script):
    visit("<makegood-chat></makegood-chat>")
    expect(page.get_by_role("button", name="Chat with us")).to_be_visible()
    assert script.requests == ["GET /static/js/makegood-chat.js"]
    page.get_by_role("button", name="Chat with us").click()
    hello(page)
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Chat with us")).to_be_focused()
    expect(box(page)).to_be_hidden()


def test_a_message_is_shown_at_once_as_sending_and_then_as_sent(visit, page, script):
    visit()
    hello(page)
    script.may_answer.clear()
    write(page, "Hello there")
    expect(said(page).last).to_have_text("Hello there")
    expect(page.get_by_text("One moment…")).to_be_visible()
    script.may_answer.set()
    expect(said(page).last).to_have_text("You said: Hello there")
    expect(page.get_by_text("One moment…")).to_have_count(0)
    expect(page.get_by_text("Sending…")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_a_code_is_entered_in_place_and_a_decision_is_a_card_with_yes_no_and_a_person(visit, page):
    visit()
    hello(page)
    write(page, "I want to send back my washer")
    code = page.get_by_role("textbox", name="Your code")
    expect(code).to_be_focused()
    expect(code).to_have_attribute("inputmode", "numeric")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    code.fill("123456")
    code.press("Enter")
    expect(page.get_by_role("row")).to_have_text(["Refund$750.44", "Restocking fee$121.37"])
    expect(page.get_by_role("cell", name="$750.44")).to_have_css("text-align", "right")
    expect(page.locator(".next button")).to_have_text(["Yes", "No", "A person, please"])
    page.get_by_role("button", name="Yes").click()
    expect(said(page).last).to_have_text("Done. Your return is R-2001.")
    expect(page.locator(".next button")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_enter_sends_and_shift_enter_makes_a_line(visit, page, script):
    visit()
    hello(page)
    box(page).press_sequentially("one")
    box(page).press("Shift+Enter")
    box(page).press_sequentially("two")
    assert script.written() == []
    box(page).press("Enter")
    expect(said(page).last).to_have_text("You said: one\ntwo")
    assert script.written() == ["one\ntwo"]


def test_each_speaker_is_named_and_a_person_by_name(visit, page, script):
    visit()
    hello(page)
    write(page, "Hi")
    expect(said(page)).to_have_count(3)
    script.add("CV-1001", "taken_over", {"by": "rae", "name": "Rae Okafor"})
    script.say("CV-1001", "Rae here.", by="rae")
    expect(page.get_by_text("Rae Okafor is here now.")).to_be_visible()
    expect(page.locator(".who")).to_have_text(
        ["Northvale, automated", "You", "Northvale, automated", "Rae Okafor"]
    )


def test_the_transcript_can_be_saved_and_the_chat_started_over(visit, page, script):
    visit()
    hello(page)
    write(page, "Hi")
    expect(said(page)).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save chat").click()
    assert download.value.suggested_filename == "Northvale CV-1001.txt"
    text = download.value.path().read_text("utf-8")
    assert re.search(r"Northvale, automated\s+Hello\. How can I help you\?\s+You\s+Hi", text)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Start over").click()
    hello(page)
    assert len(script.events) == 2


def test_the_transcript_by_mail_is_asked_for_in_the_customers_own_words(visit, page):
    visit()
    hello(page)
    page.get_by_role("button", name="Mail me this chat").click()
    expect(said(page)).to_have_text(
        ["Hello. How can I help you?", "Mail me this chat", "You said: Mail me this chat"]
    )
    expect(box(page)).to_have_value("")


@pytest.mark.parametrize(
    ("element", "language", "words"),
    [
        ('<makegood-chat open locale="es-US"></makegood-chat>', "en", "Su mensaje"),
        (OPEN, "fr-CA", "Votre message"),
        (OPEN, "de", "Your message"),
    ],
)
def test_it_speaks_the_language_of_its_attribute_or_of_the_page(
    visit, page, element, language, words
):
    visit(element, language)
    expect(page.get_by_role("textbox", name=words)).to_be_visible()


def test_at_320_pixels_and_doubled_text_nothing_runs_over_the_edge(visit, page):
    page.set_viewport_size({"width": 320, "height": 640})
    visit()
    hello(page)
    write(page, "a-very-long-word-that-has-no-place-to-break-" * 4)
    expect(said(page)).to_have_count(3)
    page.add_init_script("addEventListener('load', () => 0)")
    for size in ("17px", "34px"):
        page.locator("makegood-chat").evaluate("(chat, size) => (chat.style.fontSize = size)", size)
        edges = page.locator("makegood-chat").evaluate(
            "chat => [...chat.shadowRoot.querySelectorAll('*')].filter(one => !one.hidden)"
            ".map(one => Math.ceil(one.getBoundingClientRect().right))"
        )
        assert max(edges) <= 320
        expect(box(page)).to_be_in_viewport()
